package dev.serai.route.check;

import dev.serai.route.check.ComponentOptions.Component;
import dev.serai.route.check.Draft.Kind;
import dev.serai.route.check.InUse.Asked;
import dev.serai.route.guard.Allowed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.Node;

/** Judges drafts as a hub with the shipped connectors would. */
final class Drafts {

    static final Allowed ALLOWED =
            Allowed.with(
                    Set.of("direct"),
                    own().keySet(),
                    Set.of("known"),
                    Set.of("region"),
                    Set.of("read-model"),
                    Path.of("/var/lib/serai/files"));

    private static final CheckRoute CHECK =
            new CheckRoute(
                    ALLOWED,
                    new ComponentOptions(own(), CheckRoute.class.getClassLoader()),
                    new Shipped());

    static final HideSecrets HIDE = new HideSecrets(CHECK);

    private Drafts() {}

    private static Map<String, Component> own() {
        Component open = new Component(Map.of(), List.of(), true);
        Map<String, Component> own = new TreeMap<>();
        List.of("outbox", "ingress", "platform-http", "deliver", "live", "lines", "park")
                .forEach(name -> own.put(name, open));
        own.put("kafka-transaction", open);
        return own;
    }

    static List<Fault> faults(Draft draft) {
        return CHECK.faults(draft);
    }

    static List<Fault> faults(Kind kind, String name, String text) {
        return faults(new Draft(kind, name, text));
    }

    /** A sink that does something with each event. */
    static List<Fault> sink(String steps) {
        return faults(Kind.SINK, "x", sinkText(steps));
    }

    static String sinkText(String steps) {
        return """
               - route:
                   id: x
                   from:
                     uri: outbox:x
                     steps:
               """
                + steps.indent(8);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The connectors that are shipped, and one secret. */
    private static final class Shipped implements InUse {

        @Override
        public Optional<Map<String, Asked>> kamelet(String name) {
            Path file = Path.of("routes/connectors/" + name + ".kamelet.yaml");
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            Node definition =
                    Nodes.get(
                            Nodes.get(ReadYaml.of(read(file), new Faults()), "spec"), "definition");
            List<String> required =
                    Nodes.items(Nodes.get(definition, "required")).stream()
                            .map(Nodes::text)
                            .toList();
            Map<String, Asked> asked = new TreeMap<>();
            Nodes.entries(Nodes.get(definition, "properties"))
                    .forEach(
                            entry -> {
                                String key = Nodes.text(entry.getKeyNode());
                                String pattern = Nodes.textOf(entry.getValueNode(), "pattern");
                                asked.put(
                                        key,
                                        new Asked(
                                                required.contains(key),
                                                pattern.isEmpty() ? null : pattern,
                                                List.of(),
                                                Nodes.textOf(entry.getValueNode(), "format")
                                                        .equals("password")));
                            });
            return Optional.of(asked);
        }

        @Override
        public boolean hasSecret(String name) {
            return !name.equals("nobody");
        }

        @Override
        public Optional<String> ownerOfDoor(String name) {
            return name.equals("taken")
                    ? Optional.of("sources/other.camel.yaml")
                    : Optional.empty();
        }
    }
}
