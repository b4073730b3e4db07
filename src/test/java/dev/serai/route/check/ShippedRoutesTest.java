package dev.serai.route.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.route.check.Draft.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is shipped, and what the documents show, is what may be written. */
class ShippedRoutesTest {

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"));
                Stream<Path> examples = Files.walk(Path.of("docs/sinks"))) {
            return Stream.concat(files, examples)
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void hasNoFault(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.(camel|kamelet)\\.yaml$", "");
        Kind kind =
                switch (file.getParent().getFileName().toString()) {
                    case "connectors" -> Kind.CONNECTOR;
                    case "sources" -> Kind.SOURCE;
                    default -> Kind.SINK;
                };
        List<Fault> faults = Drafts.faults(kind, name, Drafts.read(file));
        assertThat(faults).isEmpty();
    }
}
