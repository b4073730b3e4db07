package dev.serai.subscription.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions mean what jq says, and cannot run away. */
final class ConditionTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String DATA =
            """
            {"amount": 1200.50, "currency": "EUR", "paid": true, "note": null, "tags": ["a", "VIP"],
             "customer": {"country": "DE", "age": 41, "first name": "Ada"},
             "items": [{"price": 5, "sku": "x-1"}, {"price": 900, "sku": "y-2"}], "empty": [],
             "text": "gr\u00fc\u00dfe \\"quoted\\""}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".amount > 1000",
                ".amount == 1200.5",
                ".amount >= 1e3 and .currency == \"EUR\"",
                ".amount < 1000 or .paid",
                ".paid | not",
                ".note == null",
                ".missing",
                ".missing.deeper == null",
                ".missing // \"no\" == \"no\"",
                "(.missing // \"no\") == \"no\"",
                ".customer.country == \"DE\" and (.customer.age > 40)",
                ".customer[\"first name\"] == \"Ada\"",
                ".customer.\"first name\" == \"Ada\"",
                ".tags[0] == \"a\"",
                ".tags[-1] | ascii_downcase == \"vip\"",
                ".tags | length == 2",
                "(.tags | length) == 2 and (.text | length) == 14",
                ".tags == [\"a\"] | not",
                "any(.items[]; .price > 800)",
                "all(.items[]; .price > 800)",
                "all(.empty[]; .price > 800)",
                "any(.items[]; .sku | startswith(\"y-\"))",
                ".customer | has(\"country\")",
                ".tags | has(1)",
                ".currency | endswith(\"R\")",
                ".text | contains(\"quoted\")",
                ".items | type == \"array\"",
                "null < false and false < true and true < 0 and 0 < \"\" and \"a\" < .tags",
                ".customer > .tags",
                ".amount != -5",
                "true",
                "."
            })
    void meansWhatJqSays(String text) throws IOException {
        if (text.contains("[\"a\"]")) {
            assertThatThrownBy(() -> Condition.of(text)).isInstanceOf(RuntimeException.class);
            return; // no arrays are made here
        }
        JsonNode data = JSON.readTree(DATA);
        List<JsonNode> answers = new ArrayList<>();
        Scope scope = Scope.newEmptyScope();
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_6, scope);
        JsonQuery.compile(text, Versions.JQ_1_6).apply(scope, data, answers::add);
        assertThat(answers).hasSize(1);
        assertThat(Condition.of(text).isMetBy(data))
                .isEqualTo(
                        !answers.getFirst().isNull()
                                && !answers.getFirst().equals(JSON.readTree("false")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".amount >",
                ".amount = 5",
                ".a | ",
                "(.a",
                ".a)",
                ".items[]",
                ".items[] | .price > 5",
                "any(.items; .price > 5)",
                "any(.items[] .price)",
                "def f: f; f",
                "range(1000000000)",
                "[range(10)] | length",
                "env",
                "$ENV.PATH",
                "input",
                "..",
                "recurse",
                "until(false; .)",
                "test(\"(a+)+b\")",
                "reduce .items[] as $i (0; . + 1)",
                "\"unterminated",
                ".a.[0]",
                "1 == 1 == 1",
                ".a[1.5]"
            })
    void refusesWhatItDoesNotKnow(String text) {
        assertThatThrownBy(() -> Condition.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatIsTooLongOrTooDeep() {
        assertThatThrownBy(() -> Condition.of(" ".repeat(1_001)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Condition.of("(".repeat(200) + "." + ")".repeat(200)))
                .hasMessageContaining("brackets");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".amount | startswith(\"1\")",
                ".currency.code == 1",
                ".paid | length == 1",
                "any(.currency[]; . == 1)"
            })
    void whatItCannotJudgeIsWanted(String text) throws IOException {
        assertThat(Condition.of(text).isMetBy(JSON.readTree(DATA))).isTrue();
    }

    @Test
    void endsWhereThereIsTooMuchToLookAt() {
        ArrayNode rows = JSON.createArrayNode();
        for (int i = 0; i < 3_000; i++) {
            rows.add(JSON.createObjectNode().set("same", rows.arrayNode().add(i)));
        }
        JsonNode data = JSON.createObjectNode().set("rows", rows);
        long begun = System.nanoTime();
        assertThat(
                        Condition.of("all(.rows[]; any(.same[]; . < 0) or . == .) and false")
                                .isMetBy(data))
                .isFalse();
        Condition square = Condition.of(".rows == .rows and .rows == .rows and .rows == .rows");
        assertThat(square.isMetBy(data)).isTrue();
        assertThat(System.nanoTime() - begun).isLessThan(2_000_000_000L);
    }
}
