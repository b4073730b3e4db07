package dev.serai.route.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What must hold for any two texts. */
class AnyTextDiffTest {

    @Property(tries = 1_000, seed = "7")
    void leadsFromAnyTextToAnyOther(
            @ForAll("lines") List<String> from, @ForAll("lines") List<String> to) {
        List<String> script = DiffLines.of(from, to);
        assertThat(side(script, '+')).isEqualTo(from);
        assertThat(side(script, '-')).isEqualTo(to);
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.of("a", "b", "c", "d").list().ofMaxSize(12);
    }

    private static List<String> side(List<String> script, char other) {
        return script.stream()
                .filter(line -> line.charAt(0) != other)
                .map(line -> line.substring(1))
                .toList();
    }
}
