package dev.serai.route.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.route.check.Draft.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret that is written out is found, wherever it is, and is not shown. */
class SecretsTest {

    private static final String SECRET = "geheim";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "to: {uri: 'kafka:t', parameters: {sslKeyPassword: geheim}}",
                "to: {uri: 'kafka:t', parameters: {\n    sslKeyPassword: geheim}}",
                "to: 'kafka:t?sslKeyPassword=RAW(geheim)'",
                "to: 'smtp:a.example?password=geheim'",
                "to: 'https://a.example/x?api_key=geheim'",
                "to: 'https://a.example/x?access_token=geheim'",
                "to: 'https://me:geheim@a.example/x'",
                "to: 'https:me:geheim@a.example/x'",
                "toD: 'https://me:geheim@a.example/${header.x}'",
                "enrich: {constant: 'https://me:geheim@a.example/x'}",
                "recipientList: {constant: 'https://a.example/x?token=geheim,log:a'}",
                "setHeader: {name: Authorization, constant: Bearer geheim}",
                "setHeader: {name: authorization, simple: 'Basic geheim'}",
                "setHeader: {name: Authorization, constant: {expression: 'Bearer geheim'}}",
                "setHeader: {name: X-Api-Key, expression: {constant: geheim}}",
                "setHeader: {name: Cookie, jq: '\"session=geheim\"'}",
                "setHeader: {name: x, simple: 'Bearer 4711-0815-geheim-${header.y}'}",
                "setHeaders: {headers: [{name: X-Auth-Token, constant: geheim}]}",
                "setVariable: {name: password, constant: geheim}",
                "setProperty: {name: apiKey, constant: geheim}",
                "setBody: {constant: '{\"key\":\"sk_live_geheim00\"}'}",
                "to: 'https://hooks.slack.com/services/T0/B0/geheim'"
            })
    void isAFaultAndIsHidden(String step) {
        String text = Drafts.sinkText("- " + step);
        Draft draft = new Draft(Kind.SINK, "x", text);
        List<Fault> faults = Drafts.faults(draft);
        assertThat(faults).extracting(Fault::code).contains(Fault.LITERAL_SECRET);
        assertThat(faults.toString()).doesNotContain(SECRET);
        assertThat(faults)
                .filteredOn(fault -> fault.code().equals(Fault.LITERAL_SECRET))
                .allMatch(fault -> fault.fix().contains("{{secret:NAME}}"));
        String shown = Drafts.HIDE.shown(draft);
        assertThat(shown).doesNotContain(SECRET).contains("\"(hidden)\"");
        List<Fault> again = Drafts.faults(Kind.SINK, "x", shown);
        assertThat(again).extracting(Fault::code).contains("secret_hidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "to: {uri: 'kafka:t', parameters: {sslKeyPassword: '{{secret:a}}'}}",
                "to: 'https://me:{{secret:a}}@a.example/x?token={{secret:b}}'",
                "setHeader: {name: Authorization, constant: 'Bearer {{secret:a}}'}",
                "setHeader: {name: Authorization, simple: 'Bearer ${variable.token}'}",
                "setHeader: {name: Authorization, jq: '.token'}",
                "setHeader: {name: author, constant: me}",
                "log: 'Basic authentication-that-failed'",
                "setBody: {constant: 'see https://a.example:8443/@me?tokens=, or mail a:b@c.example'}",
                "toD: 'https://a.example/${header.x}?token=${header.y}'"
            })
    void isNotSeenWhereThereIsNone(String step) {
        assertThat(Drafts.sink("- " + step)).isEmpty();
    }

    @Test
    void ofABlockOnlyTheSecretIsHidden() {
        String text =
                Drafts.sinkText(
                        """
                        - setHeader:
                            name: Authorization
                            constant: |-
                              Bearer geheim
                        - log: "done"
                        """);
        assertThat(Drafts.HIDE.shown(new Draft(Kind.SINK, "x", text)))
                .isEqualTo(text.replaceFirst("\\|-\n.*geheim", "\"(hidden)\""));
    }

    @Test
    void ofAConnectorTheDefaultsAreHidden() {
        String text =
                Drafts.read(Path.of("routes/connectors/stripe-source.kamelet.yaml"))
                        .replaceFirst(
                                "format: password", "format: password\n        default: geheim");
        Draft draft = new Draft(Kind.CONNECTOR, "stripe-source", text);
        assertThat(Drafts.faults(draft))
                .extracting(Fault::code)
                .containsExactly(Fault.LITERAL_SECRET);
        assertThat(Drafts.HIDE.shown(draft)).doesNotContain(SECRET).contains("(hidden)");
    }

    @Test
    void whatCannotBeReadIsNotShown() {
        assertThat(Drafts.HIDE.shown(new Draft(Kind.SINK, "x", "- a: [geheim")))
                .doesNotContain(SECRET);
    }

    @Test
    void manyAreHiddenAllOfThem() {
        String steps = "- setVariable: {name: password, constant: geheim}\n".repeat(300);
        assertThat(Drafts.HIDE.shown(new Draft(Kind.SINK, "x", Drafts.sinkText(steps))))
                .doesNotContain(SECRET);
    }
}
