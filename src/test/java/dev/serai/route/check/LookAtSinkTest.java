package dev.serai.route.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.route.check.Draft.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sink that could never work is refused before its first event. */
class LookAtSinkTest {

    private static final String HEAD =
            """
            - route:
                id: x
                from:
                  uri: outbox:x
                  parameters: {%s}
                  steps:
            """;

    private static List<Fault> sink(String options, String steps) {
        return Drafts.faults(Kind.SINK, "x", HEAD.formatted(options) + steps.indent(8));
    }

    @Test
    void linesTakeBatchesOnlyAndTheFaultSaysSo() {
        assertThat(sink("types: a.*", "- to: lines:x"))
                .containsExactly(
                        new Fault(
                                7,
                                11,
                                "batch_missing",
                                "lines: takes batches, as outbox: hands them out",
                                "add batch: true to the parameters of outbox:, in line 4"));
    }

    /** Options of outbox:, a step, and how it is refused. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    batch: true, form: json | to: lines:x                                | batch_missing | leave form out
                    batch: true             | {setBody: {constant: a}}\\n- to: lines:x   | batch_missing | leave the step out
                    ''                      | to: deliver:webhooks                       | batch_missing | batch: true
                    ''                      | filter: {jq: .a, steps: [{to: 'live:stream'}]} | batch_missing | batch: true
                    ''                      | choice: {otherwise: {steps: [{to: 'lines:x'}]}} | batch_missing | batch: true
                    ''                      | to: kafka-transaction:t                    | transaction_missing | cursor: kafka
                    'cursor: kafka, batch: true, form: json' | to: kafka-transaction:t   | batch_missing | batch: true
                    batch: true             | to: 'https://a.example'                    | batch_unreadable | form: json
                    batch: true             | to: '{{secret:url}}'                       | batch_unreadable | form: json
                    batch: true             | setBody: {jq: .a}                          | batch_unreadable | form: json
                    batch: true             | setBody: {expression: {jq: {expression: .a}}} | batch_unreadable | form: json
                    'batch: true, form: json' | setHeader: {name: a, simple: '${header.ce_type}'} | header_missing | one message
                    form: http              | setHeader: {name: a, simple: '${header.ce_type}'} | header_missing | write ce-type
                    form: http              | setHeader: {name: a, header: ce_id}        | header_missing | write ce-id
                    ''                      | setBody: {constant: 'insert into t values (:?ce-id)'} | header_missing | write ce_id
                    batch: true             | setBody: {constant: 'insert into t values (:?CamelSeraiOffset)'} | header_missing | batch
                    'batch: true, form: http' | stop: {}                                 | option_useless | form: json
                    'batch: true, parallel: 2' | stop: {}                                | option_useless | leave it out
                    'cursor: kafka, parallel: 2' | stop: {}                              | option_useless | leave it out
                    'cursor: kafka, broadcast: true' | stop: {}                          | option_useless | of the two
                    from: yesterday         | stop: {}                                   | option_useless | RFC 3339
                    types: 'a..b'           | stop: {}                                   | option_useless | types
                    attemptsMax: 101        | stop: {}                                   | option_useless | 100
                    batchSize: 10001        | stop: {}                                   | option_useless | 10000
                    retryDelayMax: 2h       | stop: {}                                   | option_useless | 1 h
                    outagePauseMax: 0s      | stop: {}                                   | option_useless | longer than nothing
                    ''                      | to: ingress:append                         | component_misplaced | sources
                    ''                      | to: outbox:y                               | component_misplaced | begins
                    ''                      | to: 'aws2-s3:bucket'                       | option_missing | keyName
                    """)
    void whatCanNeverWorkIsRefused(String options, String step, String code, String word) {
        List<Fault> faults = sink(options, "- " + step.replace("\\n", "\n"));
        assertThat(faults).extracting(Fault::code).contains(code);
        assertThat(faults).anyMatch(fault -> (fault.detail() + fault.fix()).contains(word));
    }

    /** Nor is anything refused that may work. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    batch: true                          | to: lines:x
                    batch: true                          | filter: {simple: '${body} != null', steps: [{to: 'deliver:webhooks'}]}
                    batch: true                          | split: {simple: '${body}', steps: [{to: 'lines:x'}]}
                    batch: true                          | multicast: {steps: [{setBody: {constant: a}}, {to: 'lines:x'}]}
                    'batch: true, cursor: kafka'         | to: kafka-transaction:t
                    'batch: true, cursor: kafka'         | to: 'kafka-transaction:t.${header.ce_type}'
                    cursor: kafka                        | {setBody: {jq: .a}}\\n- to: kafka-transaction:t
                    'batch: true, form: json'            | {setBody: {jq: '.[0]'}}\\n- to: 'https://a.example'
                    'batch: true, broadcast: true'       | to: live:stream
                    batch: true                          | {transform: {simple: '${body}'}}\\n- to: lines:x
                    form: http                           | setHeader: {name: a, simple: '${header.ce-type}'}
                    form: http                           | {setHeader: {name: ce_type, constant: a}}\\n- setHeader: {name: b, header: ce_type}
                    'batchSize: 0, parallel: 8, attemptsMax: 0, retryDelay: 500' | to: log:x
                    'from: "2026-05-04T10:00:00+05:30"'  | to: log:x
                    batch: '{{property:region}}'         | to: log:x
                    """)
    void whatMayWorkIsNot(String options, String steps) {
        assertThat(sink(options, "- " + steps.replace("\\n", "\n"))).isEmpty();
    }

    @Test
    void aSourceHasNoStepsOfSinks() {
        String source =
                "- route: {id: s, from: {uri: 'kamelet:stripe-source', parameters: {source: s,"
                        + " secret: '{{secret:a}}'}, steps: [{to: 'park:no'}]}}";
        assertThat(Drafts.faults(Kind.SOURCE, "s", source))
                .extracting(Fault::code)
                .containsExactly("component_misplaced");
    }
}
