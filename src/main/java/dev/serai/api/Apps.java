package dev.serai.api;

import dev.serai.access.Caller;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.Endpoints;
import dev.serai.tenant.Owner;
import dev.serai.tenant.Project;
import dev.serai.tenant.Projects;

/** Finds what a path names: the project that the outbound API calls an app, and its endpoints. */
public record Apps(Projects projects) {

    /**
     * The caller's project of an id or uid.
     *
     * @throws ProblemException 404 if there is none
     */
    public Project get(Caller caller, String idOrUid) {
        return projects.find(caller.tenant(), idOrUid)
                .filter(project -> caller.sees(project.id()))
                .orElseThrow(() -> notFound("app"));
    }

    /**
     * An owner's endpoint of an id or uid. Asks for changes first: another hub may have made it a
     * moment ago.
     *
     * @throws ProblemException 404 if there is none
     */
    public static Endpoint endpoint(Endpoints endpoints, Owner owner, String idOrUid) {
        endpoints.refresh();
        return endpoints.find(owner, idOrUid).orElseThrow(() -> notFound("endpoint"));
    }

    public static ProblemException notFound(String what) {
        return new ProblemException(
                Problem.of(404, "not_found", "Not found", "There is no such " + what + "."));
    }

    public static ProblemException uidTaken(String what) {
        return new ProblemException(
                Problem.of(
                        409, "conflict", "Conflict", "Another " + what + " has this uid already."));
    }
}
