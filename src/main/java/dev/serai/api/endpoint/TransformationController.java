package dev.serai.api.endpoint;

import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Says that endpoints have no transformations, where clients look for them. */
@RestController
final class TransformationController {

    private static final String PATH = "/api/v1/app/{app}/endpoint/{endpoint}/transformation";

    @RequestMapping(
            path = {PATH, PATH + "/", PATH + "/simulate", PATH + "/simulate/"},
            method = {
                RequestMethod.GET,
                RequestMethod.PATCH,
                RequestMethod.POST,
                RequestMethod.PUT
            })
    void refuse() {
        throw new ProblemException(
                Problem.of(
                        501,
                        "not_implemented",
                        "Not implemented",
                        "Endpoints have no transformations; an event is shaped by the mapping of"
                                + " its source, or by whoever sends the message."));
    }
}
