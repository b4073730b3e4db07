package dev.serai.route.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.route.check.Draft.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Says what is wrong with a draft, where, and what to write instead. */
class CheckRouteTest {

    @Test
    void whatIsRightHasNoFault() {
        List<Fault> faults =
                Drafts.sink(
                        """
                        - filter:
                            jq: .amount > 100
                            steps:
                              - setHeader: {name: Content-Type, constant: application/json}
                              - setHeader:
                                  name: id
                                  expression:
                                    jq:
                                      expression: .id
                                      resultType: java.lang.String
                              - setVariable: {name: old, simple: "${body}"}
                              - choice:
                                  when:
                                    - simple: "${header.ce_type} == 'shop.order.paid'"
                                      steps:
                                        - log: "paid ${header.ce_id} at ${date:now:yyyy-MM-dd}"
                                  otherwise:
                                    steps:
                                      - stop: {}
                              - doTry:
                                  steps:
                                    - toD: "kafka:orders.${header.ce_subject}?brokers=a:9092"
                                  doCatch:
                                    - exception: [java.io.IOException]
                                      steps: [{throwException: {exceptionType: java.lang.IllegalStateException, message: no}}]
                              - to:
                                  uri: kafka:payments
                                  parameters:
                                    brokers: "{{property:region}}:9092"
                                    lingerMs: 5
                                    saslJaasConfig: >-
                                      org.apache.kafka.common.security.plain.PlainLoginModule required username="a" password="{{secret:razorpay}}";
                        """);
        assertThat(faults).isEmpty();
    }

    @Test
    void aFaultOfYamlIsShownWhereItIs() {
        List<Fault> faults =
                Drafts.faults(
                        Kind.SINK,
                        "x",
                        """
                        - route:
                            id: x
                           from: outbox:x
                        """);
        assertThat(faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("yaml"));
        assertThat(faults.getFirst().line()).isEqualTo(3);
    }

    @Test
    void anUnknownStepIsShownWithTheOneThatWasMeant() {
        assertThat(Drafts.sink("- setBodyy: {constant: a}"))
                .containsExactly(
                        new Fault(
                                6,
                                11,
                                "member_unknown",
                                "there is no step setBodyy",
                                "did you mean setBody?"));
    }

    @Test
    void aProgramOfJqIsShownAtThePlaceInsideIt() {
        List<Fault> faults =
                Drafts.sink(
                        """
                        - setBody:
                            jq:
                              expression: |
                                .a
                                | .b ||| .c
                        """);
        assertThat(faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("jq"));
        assertThat(faults.getFirst().line()).isEqualTo(10);
        assertThat(faults.getFirst().column()).isEqualTo(23);
        assertThat(faults.getFirst().detail()).isEqualTo("it is no jq: \"|\" does not fit here");
    }

    /** Steps as a sink has them: the fault, its line after the route's head, and a word of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    - to: 'kafka:t?lingerMss=5'                          | option_unknown   | lingerMs?
                    - to: {uri: 'kafka:t', parameters: {lingerMs: soon}} | option_type      | whole number
                    - to: {uri: 'kafka:t', parameters: {compressionCodec: zip}} | option_type | one of none
                    - to: {uri: 'kafka:t', parameters: {sslKeyPassword: geheim}} | secret_literal | {{secret:NAME}}
                    - to: {uri: 'kafka:t', parameters: {sslKeyPassword: '{{secret:nobody}}'}} | secret_unknown | SERAI_SECRETS_NOBODY
                    - to: nowhere:x                                      | component_forbidden | nowhere
                    - to: 'slack:#alerts'                                | component_unknown | lib/
                    - to: {}                                             | member_missing   | uri
                    - filter: {jq: .a, steps: {}}                        | member_type      | dash
                    - delay: {constant: 5, asyncDelayed: maybe}          | member_type      | true or false
                    - circuitBreaker: {steps: [{to: 'live:stream'}]}     | breaker_loses    | throwException
                    - circuitBreaker: {resilience4jConfiguration: {throwExceptionWhenHalfOpenOrOpenState: true, ignoreException: [java.lang.Exception]}, steps: []} | breaker_loses | leave
                    - circuitBreaker: {resilience4jConfiguration: {throwExceptionWhenHalfOpenOrOpenState: true, recordException: [java.lang.Exception]}, steps: []} | breaker_loses | leave
                    - {log: {message: a, id: x}}                         | id_twice         | another
                    """)
    void aSinksFaultsSayWhatToDo(String step, String code, String word) {
        List<Fault> faults = Drafts.sink(step);
        assertThat(faults).extracting(Fault::code).contains(code);
        assertThat(faults).anyMatch(fault -> (fault.detail() + fault.fix()).contains(word));
        assertThat(faults).allMatch(fault -> fault.line() == 6);
        assertThat(faults.toString()).doesNotContain("geheim");
    }

    @ParameterizedTest
    @CsvSource({
        "x, outbox:y, sink_two_names",
        "y, outbox:x, id_mismatch",
        "x, kamelet:stripe-source, start_wrong",
        "x, kafka:topic, start_wrong"
    })
    void aSinkHasOneNameThatIsItsOwn(String id, String from, String code) {
        String name = id.equals("y") ? "x" : id;
        List<Fault> faults =
                Drafts.faults(
                        Kind.SINK,
                        name,
                        "- route: {id: "
                                + id
                                + ", from: {uri: '"
                                + from
                                + "', steps: [{to: 'live:stream'}]}}");
        assertThat(faults).extracting(Fault::code).contains(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stripe-source | source: s, secret: '{{secret:razorpay}}'    | ''",
                "stripe-source | source: s, secret: whsec_geheim             | secret_literal",
                "stripe-source | source: s                                   | option_missing",
                "stripe-source | source: taken, secret: '{{secret:razorpay}}'| path_taken",
                "stripe-source | source: S, secret: '{{secret:razorpay}}'    | option_type",
                "stripe-source | source: s, sekret: '{{secret:razorpay}}'    | option_unknown",
                "strip-source  | source: s                                   | connector_unknown"
            })
    void aSourceGivesItsConnectorWhatItAsksFor(String kamelet, String parameters, String code) {
        List<Fault> faults =
                Drafts.faults(
                        Kind.SOURCE,
                        "s",
                        "- route: {id: s, from: {uri: 'kamelet:"
                                + kamelet
                                + "', parameters: {"
                                + parameters
                                + "}, steps: [{to: 'ingress:append'}]}}");
        if (code.isEmpty()) {
            assertThat(faults).isEmpty();
        } else {
            assertThat(faults).extracting(Fault::code).contains(code);
        }
    }

    @Test
    void aFileHoldsOneRoute() {
        String route = "- route: {id: x, from: {uri: 'outbox:x', steps: [{to: 'log:x'}]}}\n";
        assertThat(Drafts.faults(Kind.SINK, "x", route)).isEmpty();
        assertThat(Drafts.faults(Kind.SINK, "x", route + route))
                .extracting(Fault::code)
                .contains("routes_many");
        assertThat(
                        Drafts.faults(
                                Kind.SINK,
                                "x",
                                "- onException: {exception: [java.lang.Exception]}"))
                .extracting(Fault::code)
                .contains("route_missing");
        assertThat(Drafts.faults(Kind.SINK, "x", "")).extracting(Fault::code).contains("empty");
        assertThat(Drafts.faults(Kind.SINK, "x", "a: b"))
                .extracting(Fault::code)
                .contains("file_shape");
    }

    @Test
    void whatIsForFailuresMayStandBeforeTheRoute() {
        String handler =
                """
                - onException:
                    exception: [java.io.IOException]
                    handled: {constant: "true"}
                    steps: [{to: park:unknown}]
                """;
        assertThat(Drafts.faults(Kind.SINK, "x", handler + Drafts.sinkText("- log: x"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- multicast: {parallelProcessing: true, timeout: 10, steps: [{log: x}]}",
                "- split: {jq: '.[]', timeout: 10, steps: [{log: x}]}",
                "- recipientList: {jq: .to}",
                "- routingSlip: {expression: {jq: {expression: .to}}}",
                "- recipientList: {simple: '${header.to}', timeout: 10}",
                "- recipientList: {simple: '${header.to}', ignoreInvalidEndpoints: true}",
                "- toD: {uri: 'kafka:${header.to}', ignoreInvalidEndpoint: true}"
            })
    void aSinkGoesOnPastNoEventThatWasNotSent(String step) {
        assertThat(Drafts.sink(step)).extracting(Fault::code).contains("loses_events");
    }

    @Test
    void aDeadLetterThatCannotBeSentIsNoSuccess() {
        String handler =
                "- errorHandler: {deadLetterChannel: {deadLetterUri: 'https://a.b/c'%s}}%n";
        String sink = Drafts.sinkText("- log: x");
        assertThat(Drafts.faults(Kind.SINK, "x", handler.formatted("") + sink))
                .extracting(Fault::code)
                .containsExactly("loses_events");
        assertThat(
                        Drafts.faults(
                                Kind.SINK,
                                "x",
                                handler.formatted(", deadLetterHandleNewException: false") + sink))
                .isEmpty();
    }

    @Test
    void aRouteHasAnId() {
        String text = Drafts.sinkText("- log: x").replaceFirst("id: x", "description: x");
        assertThat(Drafts.faults(Kind.SINK, "", text))
                .extracting(Fault::code)
                .containsExactly("id_missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "splitt(\",\")          | splitt/1 | split/1",
                "ascii_upcasee          | ascii_upcasee/0 | ''",
                "def f(g): g, h; f(.a)  | h/0      | ''",
                "env                    | env/0    | ''"
            })
    void aFunctionThatJqDoesNotHaveIsToldBeforeAnEventNeedsIt(
            String program, String call, String fix) {
        List<Fault> faults = Drafts.sink("- setBody: {jq: '" + program + "'}");
        assertThat(faults).extracting(Fault::code).containsExactly("jq_function");
        assertThat(faults.getFirst().detail()).endsWith(" " + call);
        assertThat(faults.getFirst().fix()).contains(fix);
    }

    @Test
    void functionsOfJqOfTheProgramAndOfCamelAreFound() {
        String program =
                "def f($x; g): ([$x, g] | add); def h: def i: 1; i; "
                        + "[.[] | select(.a // \"\" | test(\"x\")) | to_entries[]?.key | ltrimstr(\"y\")]"
                        + " | map(header(\"z\") // variable(\"v\") // \"\\(f(1; 2))\") | if any then h else first end"
                        + " | reduce .[] as $i (0; . + ($i | tonumber)) | try error catch . | @base64";
        assertThat(Drafts.sink("- setBody:\n    jq: |-\n      " + program)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- pollEnrich: {constant: 'file:/etc'}                 | file_forbidden",
                "- enrich: {expression: {simple: {expression: 'exec:id'}}} | component_forbidden",
                "- recipientList: {constant: 'log:a,exec:id'}          | component_forbidden",
                "- routingSlip: {simple: 'http://169.254.169.254/'}    | host_forbidden"
            })
    void anAddressThatIsWrittenOutIsJudgedWhereverItStands(String step, String code) {
        assertThat(Drafts.sink(step)).extracting(Fault::code).containsExactly(code);
    }

    @Test
    void aSourceLooksWhoSendsToIt() {
        String open =
                """
                - route:
                    id: open
                    from:
                      uri: platform-http:/in/open
                      steps: [{to: 'ingress:append'}]
                """;
        assertThat(Drafts.faults(Kind.SOURCE, "open", open))
                .extracting(Fault::code)
                .containsExactly("source_unverified");
    }
}
