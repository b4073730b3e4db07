package dev.serai.route.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.route.check.Draft;
import dev.serai.route.deploy.Kamelet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A draft as a route that can be tried: a connector is used by a source that nobody has.
 *
 * @param name the route's
 * @param text YAML
 * @param kamelets those that it needs, by name
 */
record TrialRoute(String name, String text, Map<String, String> kamelets) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USER = "trial";
    private static final String SOURCE = "source";

    static TrialRoute of(Draft draft, KameletTexts kamelets, Map<String, String> parameters) {
        if (draft.kind() != Draft.Kind.CONNECTOR) {
            return new TrialRoute(draft.name(), draft.text(), kamelets.mentionedIn(draft.text()));
        }
        Map<String, String> needed = new TreeMap<>(kamelets.mentionedIn(draft.text()));
        needed.put(draft.name(), draft.text());
        return new TrialRoute(USER, user(Kamelet.read(draft.text()), parameters), needed);
    }

    /** JSON is YAML. */
    private static String user(Kamelet kamelet, Map<String, String> parameters) {
        Map<String, String> given = new TreeMap<>(parameters);
        given.put(SOURCE, USER);
        kamelet.parameters()
                .forEach(
                        (name, parameter) -> {
                            if (parameter.required()) {
                                given.putIfAbsent(name, "(" + name + ")");
                            }
                        });
        Map<String, Object> from =
                Map.of(
                        "uri",
                        "kamelet:" + kamelet.name(),
                        "parameters",
                        given,
                        "steps",
                        List.of(Map.of("to", "ingress:append")));
        try {
            return JSON.writeValueAsString(
                    List.of(Map.of("route", Map.of("id", USER, "from", from))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts are always JSON", e);
        }
    }
}
