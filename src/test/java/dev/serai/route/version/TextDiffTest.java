package dev.serai.route.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A difference of texts is told as diff -u does. */
class TextDiffTest {

    @Test
    void tellsOneChangedLineWithThoseAroundIt() {
        String from = "a\nb\nc\nd\ne\nf\ng\nh\n";
        String to = "a\nb\nc\nd\nE\nf\ng\nh\n";
        assertThat(TextDiff.of(from, to).unified("1", "2"))
                .isEqualTo("--- 1\n+++ 2\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n");
    }

    @Test
    void tellsFarChangesApartAndNearOnesTogether() {
        String from = IntStream.range(0, 30).mapToObj(i -> i + "\n").collect(Collectors.joining());
        assertThat(
                        TextDiff.of(from, from.replace("\n5\n", "\n").replace("\n20\n", "\nx\n"))
                                .hunks())
                .hasSize(2);
        assertThat(TextDiff.of(from, from.replace("\n5\n", "\n").replace("\n9\n", "\nx\n")).hunks())
                .hasSize(1);
    }

    @Test
    void tellsNothingOfWhatIsTheSame() {
        assertThat(TextDiff.of("a\n", "a\n").unified("1", "2")).isEmpty();
    }

    @Test
    void namesTheLineBeforeWhatIsEmpty() {
        assertThat(TextDiff.of("", "a\n").unified("1", "2"))
                .isEqualTo("--- 1\n+++ 2\n@@ -0,0 +1,1 @@\n+a\n");
    }

    @Test
    void givesUpLookingForTheShortestWayBetweenTextsThatHaveLittleInCommon() {
        List<String> from = IntStream.range(0, 3_000).mapToObj(i -> "a" + i).toList();
        List<String> to = IntStream.range(0, 3_000).mapToObj(i -> "b" + i).toList();
        assertThat(DiffLines.of(from, to)).hasSize(6_000);
    }
}
