package dev.serai.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What must hold for any pattern and any type. */
class AnyTypePatternTest {

    @Property(tries = 2_000, seed = "7")
    void choosesInJavaAsItsRegularExpressionDoesInTheDatabase(
            @ForAll("patterns") String pattern, @ForAll("types") String type) {
        TypePattern typePattern = TypePattern.of(pattern);
        assertThat(typePattern.matches(type))
                .as(typePattern.toRegex())
                .isEqualTo(Pattern.matches(typePattern.toRegex(), type));
    }

    @Provide
    Arbitrary<String> patterns() {
        return joined(4, "a", "b", "*", "**");
    }

    @Provide
    Arbitrary<String> types() {
        return joined(5, "a", "b");
    }

    private static Arbitrary<String> joined(int most, String... parts) {
        return Arbitraries.of(parts)
                .list()
                .ofMinSize(1)
                .ofMaxSize(most)
                .map(some -> String.join(".", some));
    }
}
