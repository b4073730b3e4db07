package dev.serai.route.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Language;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every program ends, and soon; those that mean well are not in its way. */
class BoundedJqTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** On a busy machine; alone it takes a second. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final CamelContext CAMEL = new DefaultCamelContext();

    @BeforeAll
    static void start() {
        CAMEL.getRegistry().bind("jq-language", new BoundedJq(2_000_000));
        CAMEL.start();
    }

    @AfterAll
    static void stop() {
        CAMEL.stop();
    }

    private static Object run(String program, String input) throws Exception {
        return run(CAMEL.resolveLanguage("jq"), program, input);
    }

    private static Object run(Language jq, String program, String input) throws Exception {
        Expression expression = jq.createExpression(program);
        expression.init(CAMEL);
        Exchange exchange = new DefaultExchange(CAMEL);
        exchange.getMessage().setBody(JSON.readTree(input));
        return expression.evaluate(exchange, Object.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[range(1e9)]",
                "[range(0; 1e9; 1)]",
                "[range(0; infinite)]",
                "reduce range(1e9) as $i (0; . + 1)",
                "last(range(1e9))",
                "def f: f; f",
                "def f: ., f; [f]",
                "def f: 1 + f; f",
                "def f(n): if n == 0 then 1 else f(n - 1), f(n - 1) end; [f(60)] | length",
                "def f(n): if n == 0 then 1 else f(n - 1) + f(n - 1) end; f(60)",
                "[repeat(1)]",
                "[recurse(. + 1)]",
                "[limit(1e9; repeat(1))]",
                "[.. , ..] | until(false; .)",
                "[while(true; .)]",
                "first(range(1e9) | select(. < 0))",
                "any(range(1e9); . < 0)",
                "all(range(1e9); . >= 0)",
                "foreach range(1e9) as $i (0; . + $i; select(. < 0))",
                "\"x\" * 1e9",
                "1e9 * \"x\"",
                "reduce range(60) as $i (\"x\"; . + .)",
                "reduce range(60) as $i (\"x\"; \"\\(.)\\(.)\")",
                "reduce range(60) as $i ([1]; . + .)",
                "reduce range(60) as $i (0; [., .])",
                "reduce range(60) as $i (0; {a: ., b: .})",
                "reduce range(60) as $i ({}; setpath([\"a\\($i)\"]; .))",
                "reduce range(60) as $i ({}; .[\"a\\($i)\"] = .)",
                "reduce range(60) as $i ({}; . * {(\"a\\($i)\"): .})",
                "reduce range(60) as $i (0; [., .]) | tojson",
                "reduce range(1e6) as $i (0; [.]) | tojson",
                "[range(1e5)] | join(\"x\" * 1e5)",
                "\"a\" * 100000 | gsub(\"a\"; \"b\" * 100000)",
                "\"abc\" | gsub(\"\"; \"x\")",
                "\"abc\" | gsub(\"x*\"; \"-\")",
                "\"a\" * 5000 | test(\"(a+)+$b\")",
                "(\"a\" * 40) + \"!\" | test(\"^(a|aa)+$\")",
                "(\"a\" * 40) + \"!\" | sub(\"^(a|a?)+$\"; \"x\")",
                ".[1000000000] = 1",
                "setpath([1000000000]; 1)",
                "null | .[1000000000] |= 1",
                "[range(2e5)] as $a | $a - ($a | map(. + 0.5))",
                "[range(2e4)] | [.[] as $a | .[] as $b | 1] | length",
                "[range(1e5)] as $a | [$a[] | $a[]] | length",
                "[limit(30; repeat((0, 1)))] | combinations",
                "(0,1) as $a|(0,1) as $b|(0,1) as $c|(0,1) as $d|[range(1e6)]",
                "[range(3e6)] | @json | @base64",
                "[range(1e6)] | map(tostring) | join(\",\") | explode | implode | . * 100",
                "try ([range(1e9)]) catch 1",
                "[range(1e9)]?",
                "label $out | [range(1e9)] | ., break $out",
                "[.[]?, .., ..] | [paths] | [range(1e8)]"
            })
    void everyProgramEnds(String program) {
        assertTimeoutPreemptively(
                SOON,
                () ->
                        assertThatThrownBy(() -> run(program, "{\"a\": [1, 2, {\"b\": null}]}"))
                                .satisfiesAnyOf(
                                        failure -> assertThat(failure).isInstanceOf(TooMuch.class),
                                        failure ->
                                                assertThat(failure)
                                                        .hasRootCauseInstanceOf(
                                                                JsonQueryException.class)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".a, .b.c[1] ¦ [1,2]",
                "[.b.c[] * 2] ¦ [2,4,6]",
                "{id: .a, all: (.b.c | add), s: \"n\\(.a)\"} ¦ {\"id\":1,\"all\":6,\"s\":\"n1\"}",
                "[.b.c[] | select(. > 1) | tostring] | join(\"-\") ¦ \"2-3\"",
                ".b.c |= map(. + 1) | .b.c ¦ [2,3,4]",
                ".b.c[5] = 9 | .b.c ¦ [1,2,3,null,null,9]",
                "\"A.b c\" | ascii_downcase | gsub(\"[^a-z0-9]+\"; \"-\") ¦ \"a-b-c\"",
                "\"ab12\" | capture(\"(?<l>[a-z]+)(?<d>[0-9]+)\") ¦ {\"l\":\"ab\",\"d\":\"12\"}",
                "[\"a,b, c\" | splits(\", *\")] ¦ [\"a\",\"b\",\"c\"]",
                "reduce .b.c[] as $x (0; . + $x) ¦ 6",
                "[limit(3; range(10))] ¦ [0,1,2]",
                "[paths] | length ¦ 6",
                "try error(\"x\") catch . ¦ \"x\"",
                "def f(x): x * 2; f(.a) ¦ 2",
                "\"x\" * 3 ¦ \"xxx\"",
                ". as {a: $a, b: {c: [$f]}} | [$a, $f] ¦ [1,1]",
                "[.b.c | to_entries[] | .key] ¦ [0,1,2]",
                "del(.b) ¦ {\"a\":1}",
                "[.[] | numbers] ¦ [1]",
                "@base64 \"v\\(.a)\" ¦ \"vMQ==\"",
                "\"abc\" | sub(\"^\"; \"x\") ¦ \"xabc\"",
                "\"2026-01-02\" | test(\"^[0-9]{4}-[0-9]{2}\") ¦ true"
            })
    void itMeansWhatItMeantBefore(String line) throws Exception {
        String[] parts = line.split("¦");
        String input = "{\"a\": 1, \"b\": {\"c\": [1, 2, 3]}}";
        List<JsonNode> plain = new ArrayList<>();
        Scope scope = Scope.newEmptyScope();
        net.thisptr.jackson.jq.BuiltinFunctionLoader.getInstance()
                .loadFunctions(Versions.JQ_1_7, scope);
        JsonQuery.compile(parts[0], Versions.JQ_1_7).apply(scope, JSON.readTree(input), plain::add);
        Object bounded = run(parts[0], input);
        JsonNode made = JSON.valueToTree(bounded);
        assertThat(made).isEqualTo(plain.size() == 1 ? plain.getFirst() : JSON.valueToTree(plain));
        assertThat(made).isEqualTo(JSON.readTree(parts[1]));
    }

    @Test
    void aLargeBodyIsMapped() throws Exception {
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            items.append(i == 0 ? "" : ",")
                    .append("{\"id\": ")
                    .append(i)
                    .append(", \"name\": \"item\"}");
        }
        BoundedJq usual = new BoundedJq();
        usual.setCamelContext(CAMEL);
        usual.init();
        Object mapped =
                run(
                        usual,
                        "[.items[] | select(.id % 2 == 0) | {id: \"i\\(.id)\", name: (.name | ascii_downcase)}] | length",
                        "{\"items\": [" + items + "]}");
        assertThat(mapped).hasToString("10000");
    }
}
