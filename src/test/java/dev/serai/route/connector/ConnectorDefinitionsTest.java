package dev.serai.route.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.testing.ConnectorFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the file of every shipped connector says. What it does is for {@link ConnectorsTest}. */
class ConnectorDefinitionsTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern MAIL = Pattern.compile("[\\w.+-]+@([\\w.-]+)");
    private static final int TEMPLATE_SHOWN_MAX = 60;
    private static final Path PAGE = Path.of("docs/CONNECTORS.md");

    @ParameterizedTest
    @MethodSource("dev.serai.testing.ConnectorFile#shipped")
    void saysWhatItIs(ConnectorFile connector) {
        assertThat(connector.at("metadata", "name")).isEqualTo(connector.kamelet());
        assertThat(connector.at("metadata", "labels", "camel.apache.org/kamelet.type"))
                .isEqualTo("source");
        assertThat(connector.annotation("camel.apache.org/provider")).isEqualTo("Serai");
        assertThat(connector.annotation("camel.apache.org/kamelet.group")).matches("[A-Z]\\w+");
        assertThat(connector.at("spec", "definition", "title")).asString().isNotBlank();
        assertThat(connector.at("spec", "definition", "description"))
                .asString()
                .contains("/in/{source}");
        String icon = connector.annotation("camel.apache.org/kamelet.icon");
        String start = "data:image/svg+xml;base64,";
        assertThat(icon).startsWith(start);
        byte[] svg = Base64.getDecoder().decode(icon.substring(start.length()));
        assertThat(new String(svg, StandardCharsets.UTF_8)).startsWith("<svg").endsWith("</svg>");
    }

    @ParameterizedTest
    @MethodSource("dev.serai.testing.ConnectorFile#shipped")
    void isAPreviewIfItsSchemeWasNeverSeenAtItsSource(ConnectorFile connector) {
        String grade = connector.annotation("serai.dev/grade");
        assertThat(grade).isIn("A", "A*", "B", "C");
        assertThat(connector.annotation("camel.apache.org/kamelet.support.level"))
                .isEqualTo(grade.equals("C") ? "Preview" : "Stable");
    }

    @ParameterizedTest
    @MethodSource("dev.serai.testing.ConnectorFile#shipped")
    void everyParameterIsComplete(ConnectorFile connector) {
        Map<String, Map<?, ?>> parameters = connector.parameters();
        assertThat(parameters).containsKeys("source", "project", "rate");
        assertThat(parameters.keySet()).containsAll(connector.required());
        parameters.forEach((name, parameter) -> isComplete(connector, name, parameter));
    }

    private static void isComplete(ConnectorFile connector, String name, Map<?, ?> parameter) {
        assertThat(parameter.get("title")).as(name).asString().isNotBlank();
        assertThat(parameter.get("type")).as(name).isIn("string", "integer");
        if (connector.required().contains(name)) {
            assertThat(parameter.containsKey("default")).as(name).isFalse();
            assertThat(parameter.containsKey("example") || name.matches("source|secret"))
                    .as("%s has an example", name)
                    .isTrue();
        } else {
            assertThat(parameter.get("default")).as(name).isInstanceOf(String.class);
        }
        if (parameter.get("type").equals("integer")) {
            assertThat(parameter.get("default")).as(name).asString().matches("\\d+");
        }
        if (name.matches("secret|previousSecret|.*Token")) {
            assertThat(parameter.get("format")).as(name).isEqualTo("password");
            assertThat(parameter.get("description")).as(name).asString().isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.serai.testing.ConnectorFile#shipped")
    void usesAllItsParametersAndNoOthers(ConnectorFile connector) {
        Set<String> used = new LinkedHashSet<>();
        PLACEHOLDER
                .matcher(connector.text().substring(connector.text().indexOf("\n  template:")))
                .results()
                .forEach(found -> used.add(found.group(1)));
        assertThat(used).isEqualTo(connector.parameters().keySet());
    }

    @ParameterizedTest
    @MethodSource("dev.serai.testing.ConnectorFile#shipped")
    void itsRecipeLeavesNothingToGuess(ConnectorFile connector) {
        Map<String, String> verify = connector.step("ingress:verify");
        assertThat(verify).containsKeys("scheme", "dedupe").containsEntry("rate", "{{rate}}");
        switch (verify.get("scheme")) {
            case "hmac", "hash", "ecdsa", "rsa" ->
                    assertThat(verify).containsKeys("algorithm", "signature", "encoding", "signed");
            case "ed25519" -> assertThat(verify).containsKeys("signature", "encoding", "signed");
            case "token" -> assertThat(verify).containsKeys("signature", "transform");
            case "jwt" -> assertThat(verify).containsKeys("algorithm", "signature", "keys");
            case "{{scheme}}" -> assertThat(connector.name()).isEqualTo("webhook");
            default ->
                    assertThat(connector.text().split("scheme:")[0])
                            .as("a comment says how it signs")
                            .contains("              # ");
        }
        assertThat(connector.parameters().containsKey("tolerance"))
                .isEqualTo(verify.containsKey("tolerance"));
        if (verify.getOrDefault("signed", "").matches(".*\\{ur[li]}.*")) {
            assertThat(connector.required()).contains("url");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.serai.testing.ConnectorFile#shipped")
    void verifiesOnceAndThenMaps(ConnectorFile connector) {
        List<String> steps =
                connector.steps().stream()
                        .map(step -> step.get("to") instanceof Map<?, ?> to ? to.get("uri") : step)
                        .map(step -> step instanceof Map<?, ?> other ? name(other) : step)
                        .map(Object::toString)
                        .toList();
        assertThat(String.join(" ", steps))
                .matches(
                        "(ingress:handshake )*ingress:verify (ingress:handshake )*"
                                + "(ingress:answer )?(ingress:form )?setVariable kamelet:sink");
    }

    private static Object name(Map<?, ?> step) {
        return step.containsKey("to") ? step.get("to") : step.keySet().iterator().next();
    }

    @ParameterizedTest
    @MethodSource("dev.serai.testing.ConnectorFile#shipped")
    void hasSamplesOfItsOwn(ConnectorFile connector) {
        List<Map<?, ?>> samples = connector.samples();
        assertThat(samples).hasSizeGreaterThanOrEqualTo(2);
        assertThat(samples.stream().map(sample -> sample.get("name")).collect(Collectors.toSet()))
                .hasSameSizeAs(samples);
        for (Map<?, ?> sample : samples) {
            assertThat(sample.get("name")).asString().matches("[a-z0-9][a-z0-9._-]*");
            assertThat(sample.get("title")).asString().isNotBlank();
            assertThat(sample.get("contentType")).asString().contains("/");
            assertThat(sample.get("body")).asString().isNotEmpty();
            assertThat(sample.get("events")).isInstanceOf(List.class);
            MAIL.matcher(sample.get("body").toString())
                    .results()
                    .forEach(mail -> assertThat(mail.group(1)).endsWith("example.com"));
        }
    }

    /**
     * A type begins with the provider's name: the connector's, which may have one more word behind
     * a hyphen to tell it from others of that provider.
     */
    @ParameterizedTest
    @MethodSource("dev.serai.testing.ConnectorFile#shipped")
    void itsTypesBeginWithTheProvidersName(ConnectorFile connector) {
        for (Map<?, ?> sample : connector.samples()) {
            for (Map<?, ?> event : ConnectorFile.maps(sample.get("events"))) {
                String type = event.get("type").toString();
                assertThat(type).matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)+");
                assertThat(connector.name() + "-").startsWith(type.split("\\.")[0] + "-");
            }
        }
    }

    @Test
    void areAllOnThePageOfConnectors() throws IOException {
        String table =
                ConnectorFile.shipped().stream()
                        .map(ConnectorDefinitionsTest::row)
                        .collect(Collectors.joining("\n"));
        assertThat(Files.readString(PAGE)).as("these are the rows:\n%s", table).contains(table);
    }

    private static String row(ConnectorFile connector) {
        return "| `%s` | %s | %s | %s | %s |"
                .formatted(
                        connector.name(),
                        connector.at("spec", "definition", "title"),
                        connector.annotation("camel.apache.org/kamelet.group"),
                        signs(connector.step("ingress:verify")),
                        connector.annotation("serai.dev/grade"));
    }

    private static String signs(Map<String, String> verify) {
        String signed = verify.getOrDefault("signed", "");
        String over = signed.length() > TEMPLATE_SHOWN_MAX ? "named fields" : "`" + signed + "`";
        return switch (verify.get("scheme")) {
            case "hmac" -> "HMAC-" + hash(verify) + " of " + over;
            case "hash" -> "plain " + hash(verify) + " of " + over;
            case "ed25519" -> "Ed25519 over " + over;
            case "ecdsa", "rsa" ->
                    verify.get("scheme").toUpperCase(Locale.ROOT)
                            + "-"
                            + hash(verify)
                            + " over "
                            + over;
            case "token" -> "nothing; a token at `" + verify.get("signature") + "`";
            case "jwt" -> "a JWT (" + verify.get("algorithm") + ")";
            case "{{scheme}}" -> "as you say";
            default -> "in its own way (`" + verify.get("scheme") + "`)";
        };
    }

    private static String hash(Map<String, String> verify) {
        return verify.get("algorithm").toUpperCase(Locale.ROOT).replace("SHA", "SHA-");
    }
}
