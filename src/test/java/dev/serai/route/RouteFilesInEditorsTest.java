package dev.serai.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.ModelToYAMLDumper;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Files of routes as Kaoto and Karavan take them: by their names, by Camel's schema. */
class RouteFilesInEditorsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static JsonSchema schema;

    @BeforeAll
    static void readSchema() throws IOException {
        try (InputStream text =
                RouteBuilder.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(text);
        }
    }

    static Stream<Path> routes() {
        return Stream.of("routes/sources", "routes/sinks", "docs/sinks")
                .map(Path::of)
                .flatMap(RouteFilesInEditorsTest::list)
                .filter(file -> file.toString().endsWith(".camel.yaml"));
    }

    static Stream<Path> connectors() {
        return list(Path.of("routes/connectors"));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aRouteIsWhatCamelsSchemaSays(Path file) throws IOException {
        assertThat(schema.validate(yaml(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void theRouteOfAConnectorIsWhatCamelsSchemaSays(Path file) throws IOException {
        JsonNode template = yaml(file).get("spec").get("template");
        ArrayNode routes = JSON.createArrayNode();
        routes.addObject().putObject("route").set("from", template.get("from"));
        assertThat(schema.validate(routes)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aFileHoldsOneRouteOfItsName(Path file) throws IOException {
        JsonNode route = yaml(file).findValue("route");
        assertThat(route.get("id").asText() + ".camel.yaml")
                .isEqualTo(file.getFileName().toString());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aRouteThatIsWrittenBackIsTheSame(Path file) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            String once = written(camel, Files.readString(file));
            assertThat(written(camel, once)).isEqualTo(once);
            String all = String.join("\n", words(yaml(once)));
            JsonNode route = yaml(file).findValue("route");
            // For people only, and the one thing that Camel's writer leaves out.
            ((ObjectNode) route).remove("description");
            for (String word : words(route)) {
                // Camel may write an address in its parts: component, host, port.
                assertThat(all).contains(word.split(":"));
            }
        }
    }

    /** All that a text says, wherever the writer has put it. */
    private static List<String> words(JsonNode yaml) {
        List<String> words = new ArrayList<>();
        collect(yaml, words);
        return words;
    }

    private static void collect(JsonNode node, List<String> words) {
        if (node.isValueNode()) {
            words.add(node.asText().strip());
        }
        node.forEach(part -> collect(part, words));
    }

    private static String written(DefaultCamelContext camel, String yaml) throws Exception {
        RouteBuilder routes =
                (RouteBuilder)
                        PluginHelper.getRoutesLoader(camel)
                                .findRoutesBuilders(
                                        ResourceHelper.fromString("file:a.camel.yaml", yaml))
                                .iterator()
                                .next();
        RouteDefinition route = routes.configureRoutes(camel).getRoutes().getFirst();
        ModelToYAMLDumper dumper = PluginHelper.getModelToYAMLDumper(camel);
        return dumper.dumpModelAsYaml(camel, route, false, true, false, false);
    }

    private static JsonNode yaml(Path file) throws IOException {
        return yaml(Files.readString(file));
    }

    private static JsonNode yaml(String text) {
        return JSON.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
