package dev.serai.route.check;

import dev.serai.route.check.Draft.Kind;
import dev.serai.route.check.InUse.Asked;
import dev.serai.route.guard.UriText;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** The route as a whole: what it begins with, what it is called, and who else is called so. */
final class LookAtRoute implements Look {

    private static final Set<String> PARTS =
            Set.of("FromDefinition", "RouteFromDefinitionDeserializer");

    /** Parameters that every Kamelet has, by Camel's own doing. */
    private static final Set<String> CAMELS =
            Set.of("bridgeErrorHandler", "noErrorHandler", "routeId");

    private final Draft draft;
    private final InUse inUse;
    private final LookForSecrets secrets;
    private final Map<String, Node> ids = new HashMap<>();

    LookAtRoute(Draft draft, InUse inUse, LookForSecrets secrets) {
        this.draft = draft;
        this.inUse = inUse;
        this.secrets = secrets;
    }

    @Override
    public void atMember(Form form, Node key, Node value, Faults faults) {
        if (Nodes.text(key).equals("id") && ids.put(Nodes.text(value), value) != null) {
            faults.add(
                    value,
                    "id_twice",
                    "another part of the route has this id",
                    "choose another id");
        }
    }

    @Override
    public void atPart(Form form, Node part, Faults faults) {
        @Nullable Node uri = Nodes.get(part, "uri");
        if (!PARTS.contains(form.name()) || uri == null || draft.kind() == Kind.CONNECTOR) {
            return;
        }
        UriText from;
        try {
            from = UriText.of(Nodes.text(uri), Nodes.texts(Nodes.get(part, "parameters")));
        } catch (IllegalArgumentException e) {
            return;
        }
        switch (from.scheme()) {
            case "outbox" -> sink(from, uri, faults);
            case "kamelet" -> kamelet(from, uri, Nodes.get(part, "parameters"), faults);
            case "platform-http" -> {
                door(from.path().replaceFirst("^/?in/", ""), uri, faults);
                verified(part, uri, faults);
            }
            default -> wrongStart(uri, faults);
        }
    }

    /**
     * Whatever came to it would be answered 500: nothing is taken in of which nobody knows whose.
     */
    private void verified(Node from, Node uri, Faults faults) {
        AtomicBoolean isVerified = new AtomicBoolean();
        Nodes.scalars(
                from,
                scalar ->
                        isVerified.compareAndSet(
                                false, scalar.getValue().startsWith("ingress:verify")));
        if (draft.kind() == Kind.SOURCE && !isVerified.get()) {
            faults.add(
                    uri,
                    "source_unverified",
                    "the source does not look who sent what comes",
                    "begin with kamelet:CONNECTOR-source, or make ingress:verify its first step");
        }
    }

    private void wrongStart(Node uri, Faults faults) {
        faults.add(
                uri,
                "start_wrong",
                "a route does not begin with this",
                draft.kind() == Kind.SINK
                        ? "a sink begins with outbox:" + draft.name()
                        : "a source begins with kamelet:CONNECTOR-source or platform-http:/in/NAME");
    }

    private void sink(UriText from, Node uri, Faults faults) {
        if (draft.kind() != Kind.SINK) {
            wrongStart(uri, faults);
            return;
        }
        if (!draft.name().isEmpty() && !from.path().equals(draft.name())) {
            faults.add(
                    uri,
                    "sink_two_names",
                    "this sink has two names, " + from.path() + " and " + draft.name(),
                    "write outbox:" + draft.name());
        }
    }

    private void kamelet(UriText from, Node uri, @Nullable Node parameters, Faults faults) {
        if (draft.kind() != Kind.SOURCE) {
            wrongStart(uri, faults);
            return;
        }
        String name = from.path().replaceFirst("/.*$", "");
        Optional<Map<String, Asked>> asked = inUse.kamelet(name);
        if (asked.isEmpty()) {
            faults.add(uri, "connector_unknown", "there is no connector \"" + name + "\"", "");
            return;
        }
        from.options()
                .forEach(
                        (key, value) ->
                                parameter(
                                        name,
                                        asked.get(),
                                        Map.entry(key, value),
                                        Nodes.valueOr(parameters, key, uri),
                                        faults));
        asked.get()
                .forEach(
                        (key, one) -> {
                            if (one.required() && from.options().getOrDefault(key, "").isEmpty()) {
                                faults.add(
                                        uri,
                                        "option_missing",
                                        "the Kamelet " + name + " requires the parameter " + key,
                                        "add " + key + " to parameters:");
                            }
                        });
        if (asked.get().containsKey("source")) {
            door(from.options().getOrDefault("source", ""), uri, faults);
        }
    }

    private void parameter(
            String kamelet,
            Map<String, Asked> asked,
            Map.Entry<String, String> given,
            Node at,
            Faults faults) {
        Asked one = asked.get(given.getKey());
        String value = given.getValue();
        if (one == null) {
            if (!CAMELS.contains(given.getKey())) {
                faults.add(
                        at,
                        "option_unknown",
                        "the Kamelet " + kamelet + " has no parameter " + given.getKey(),
                        CheckShape.proposal(given.getKey(), asked.keySet()));
            }
            return;
        }
        secrets.check(given.getKey(), value, one.secret(), at, faults);
        if (value.isEmpty() || value.contains("{{")) {
            return;
        }
        if (one.pattern() != null && !Pattern.matches(one.pattern(), value)) {
            faults.add(
                    at,
                    "option_type",
                    "the parameter " + given.getKey() + " must match " + one.pattern(),
                    "");
        } else if (!one.allowed().isEmpty() && !one.allowed().contains(value)) {
            faults.add(
                    at,
                    "option_type",
                    "the parameter " + given.getKey() + " is one of " + one.allowed(),
                    CheckShape.proposal(value, Set.copyOf(one.allowed())));
        }
    }

    private void door(String path, Node at, Faults faults) {
        if (draft.kind() != Kind.SOURCE) {
            wrongStart(at, faults);
            return;
        }
        // What replaces itself is in nobody's way.
        inUse.ownerOfDoor(path)
                .filter(owner -> !path.equals(draft.name()))
                .ifPresent(
                        owner ->
                                faults.add(
                                        at,
                                        "path_taken",
                                        "there is another source of this name: " + owner,
                                        "choose another name"));
    }
}
