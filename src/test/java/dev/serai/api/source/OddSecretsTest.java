package dev.serai.api.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers make secrets of all characters that there are, also of those that Camel reads. */
class OddSecretsTest {

    private static final String[] ODD = {
        "a{{b",
        "{{secret:razorpay}}",
        "a}}",
        "${body}",
        "$simple{body}",
        "#bean",
        "p)&q=1",
        "RAW(x)",
        "serai-armoured:YQ",
        "a+b%20c&d=e",
        "pa\u00df w\u00f6rter \ud83d\udc2b",
        "\"'\\"
    };

    @TempDir private Path routes;
    private SourceServer hub;

    @BeforeEach
    void start() {
        SourceServer.write(
                routes.resolve("connectors/open-source.kamelet.yaml"),
                RoutesFolderTest.connector("open")
                        .replace("\"marker.one\"", "\"marker.{{secret}}\""));
        hub = SourceServer.start(routes);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void verifyAndAreNeverTold() {
        for (int i = 0; i < ODD.length; i++) {
            String shown = put(201, "odd" + i, "razorpay", ODD[i], "{}").toString();
            assertThat(shown).doesNotContain(ODD[i]).doesNotContain("armoured");
            assertThat(hub.razorpay("odd" + i, ODD[i], "one").statusCode())
                    .as(ODD[i])
                    .isEqualTo(200);
            assertThat(hub.razorpay("odd" + i, "another", "two").statusCode()).isEqualTo(401);
            JsonNode sample = hub.call(200, "POST", "/api/v1/source/odd" + i + "/sample", "{}");
            assertThat(sample.at("/answer/status").asInt()).as(ODD[i]).isEqualTo(200);
        }
    }

    @Test
    void areRefusedWhereAConnectorGivesThemToCamel() {
        put(201, "fine", "open", "usual", "{}");
        JsonNode problem = put(422, "shown", "open", "a{{b", "{}");
        assertThat(problem.path("detail").asText())
                .contains("uses the parameter secret in a way")
                .doesNotContain("a{{b")
                .doesNotContain("armoured");
    }

    @Test
    void mayBeAKeyOfSeveralLinesButNoOtherText() throws Exception {
        assertThat(put(422, "lines", "razorpay", "secret\n", "{}").path("detail").asText())
                .isEqualTo("/secret: has no control characters, no line's end for instance");
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String pem =
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                        + "\r\n-----END PUBLIC KEY-----\n";
        put(
                201,
                "keyed",
                "webhook",
                pem,
                "{\"scheme\": \"ed25519\", \"key\": \"spki\", \"signature\": \"header:X-Sig\"}");
        byte[] body = "{\"type\": \"a.b\"}".getBytes(StandardCharsets.UTF_8);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(keys.getPrivate());
        signature.update(body);
        assertThat(
                        hub.http()
                                .send(
                                        hub.http()
                                                .request("/in/keyed")
                                                .header("Content-Type", "application/json")
                                                .header(
                                                        "X-Sig",
                                                        HexFormat.of().formatHex(signature.sign()))
                                                .POST(BodyPublishers.ofByteArray(body)))
                                .statusCode())
                .isEqualTo(200);
    }

    private JsonNode put(
            int status, String name, String connector, String secret, String parameters) {
        String text = JsonNodeFactory.instance.textNode(secret).toString();
        return hub.call(
                status,
                "PUT",
                "/api/v1/source/" + name,
                "{\"connector\": \"%s\", \"secret\": %s, \"parameters\": %s}"
                        .formatted(connector, text, parameters));
    }
}
