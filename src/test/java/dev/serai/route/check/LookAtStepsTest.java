package dev.serai.route.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.route.check.Draft.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a provider signs is judged when its connector is saved, before there is a source of it. */
class LookAtStepsTest {

    private static final String CONNECTOR =
            """
            kind: Kamelet
            metadata:
              name: acme-source
            spec:
              definition:
                required: [source, secret, place]
                properties:
                  source: {type: string}
                  secret: {type: string, format: password}
                  place: {type: string}
                  tolerance: {type: string, default: 5m}
              template:
                from:
                  uri: "platform-http:/in/{{source}}"
                  steps:
                    - to:
                        uri: ingress:handshake
                        parameters:
                          method: POST
                          when: json:/ping
                          expect: json:/token
                          token: "{{secret}}"
                          body: "{hmac:json:/ping}"
                          secret: "{{secret}}"
                    - to:
                        uri: ingress:verify
                        parameters:
                          source: "{{source}}"
                          scheme: hmac
                          algorithm: sha512
                          signature: header:X-Acme
                          pair: sig
                          encoding: base64
                          signed: "{ts}.{body}"
                          timestamp: pair:t
                          timestampUnit: ms
                          tolerance: "{{tolerance}}"
                          secret: "{{secret}}"
                          dedupe: originid,body
                    - to: {uri: ingress:answer, parameters: {status: "202"}}
                    - to: kamelet:sink
            """;

    @Test
    void nothingIsWrongWithOneThatIsRight() {
        assertThat(faults(CONNECTOR)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scheme: hmac         | scheme: hmacc         | not hmacc",
                "algorithm: sha512    | algorithm: sha3       | sha3",
                "encoding: base64     | encoding: base62      | base62",
                "header:X-Acme        | heder:X-Acme          | heder:X-Acme",
                "'{ts}.{body}'        | '{nosuch}'            | nosuch",
                "timestampUnit: ms    | timestampUnit: weeks  | weeks",
                "default: 5m          | default: soon         | soon",
                "originid,body        | orignid               | orignid",
                "json:/ping           | jason:/ping           | jason:/ping",
                "status: \"202\"      | status: \"302\"       | 302",
                "kind: Kamelet        | kind: Secret          | kind: Kamelet",
                "source: \"{{source}}\" | project: x          | the option source is missing",
            })
    void aMistakeInTheRecipeIsTold(String right, String wrong, String told) {
        String text =
                right.startsWith("'")
                        ? "\"" + right.substring(1, right.length() - 1) + "\""
                        : right;
        List<Fault> faults = faults(CONNECTOR.replace(text, wrong));
        assertThat(faults).isNotEmpty();
        assertThat(faults.getFirst().text()).contains(told);
    }

    @Test
    void anAnswerThatIsSignedNeedsTheSecret() {
        String mistaken =
                CONNECTOR.replace(
                        "body: \"{hmac:json:/ping}\"\n              secret: \"{{secret}}\"",
                        "body: \"{hmac:json:/ping}\"");
        assertThat(faults(mistaken)).extracting(Fault::text).first().asString().contains("secret");
    }

    @Test
    void whatASourceIsToSayIsNotJudgedBefore() {
        assertThat(faults(CONNECTOR.replace("header:X-Acme", "\"{{place}}\""))).isEmpty();
    }

    private static List<Fault> faults(String text) {
        return Drafts.faults(Kind.CONNECTOR, "acme-source", text);
    }
}
