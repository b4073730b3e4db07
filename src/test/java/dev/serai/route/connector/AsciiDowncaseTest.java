package dev.serai.route.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.junit.jupiter.api.Test;

class AsciiDowncaseTest {

    private final Scope scope = Scope.newEmptyScope();

    AsciiDowncaseTest() {
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_7, scope);
    }

    @Test
    void takesThePlaceOfTheLibrarysOwn() {
        assertThat(scope.getFunction("ascii_downcase", 0)).isInstanceOf(AsciiDowncase.class);
    }

    @Test
    void lowersTheLettersOfAsciiAlone() throws Exception {
        assertThat(lower("\"Payment.CAPTURED_2\\u00c4\\ud83d\\ude00\""))
                .isEqualTo("payment.captured_2\u00c4\ud83d\ude00");
        assertThat(lower("\"\"")).isEmpty();
    }

    @Test
    void refusesWhatIsNoText() {
        assertThatThrownBy(() -> lower("7")).isInstanceOf(JsonQueryException.class);
    }

    private String lower(String json) throws Exception {
        List<JsonNode> out = new ArrayList<>();
        JsonQuery.compile("ascii_downcase", Versions.JQ_1_7)
                .apply(scope, new ObjectMapper().readTree(json), out::add);
        assertThat(out).hasSize(1);
        return out.getFirst().textValue();
    }
}
