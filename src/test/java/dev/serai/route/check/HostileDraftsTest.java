package dev.serai.route.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.route.check.Draft.Kind;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Every known way from YAML to running code, to a file, to the environment or to the hub's own
 * settings, each as a whole draft, refused before Camel sees it.
 */
class HostileDraftsTest {

    /**
     * A way.
     *
     * @param what the attacker wants
     * @param code by which it is refused
     */
    record Hostile(String what, Kind kind, String code, String text) {

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Hostile> drafts() {
        return read().stream();
    }

    private static List<Hostile> read() {
        InputStream file = HostileDraftsTest.class.getResourceAsStream("hostile.yaml");
        List<Map<String, String>> all =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
        return all.stream().map(HostileDraftsTest::hostile).toList();
    }

    private static Hostile hostile(Map<String, String> one) {
        Kind kind = Kind.valueOf(one.getOrDefault("kind", "SINK"));
        String text =
                one.containsKey("steps") ? Drafts.sinkText(one.get("steps")) : one.get("draft");
        return new Hostile(one.get("what"), kind, one.get("code"), text);
    }

    @ParameterizedTest
    @MethodSource("drafts")
    void isRefused(Hostile hostile) {
        List<Fault> faults = Drafts.faults(hostile.kind(), "x", hostile.text());
        assertThat(faults).extracting(Fault::code).contains(hostile.code());
        assertThat(faults).allSatisfy(fault -> assertThat(fault.line()).isPositive());
    }

    @Test
    void theyAreMany() {
        assertThat(read()).hasSizeGreaterThan(100);
    }
}
