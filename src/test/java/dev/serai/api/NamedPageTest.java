package dev.serai.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Pages of names, be they what an iterator to the other side begins with. */
final class NamedPageTest {

    private static final List<String> NAMES = List.of("-a", "--b", "=", "=-c", "d", "e-");

    @Test
    void goThroughAllNamesThereAndBack() {
        List<String> there = new ArrayList<>();
        Page<String> page = page(null);
        there.addAll(page.data());
        while (!page.done()) {
            page = page(page.iterator());
            there.addAll(page.data());
        }
        assertThat(there).isEqualTo(NAMES.stream().sorted().toList());
        List<String> back = new ArrayList<>();
        do {
            page = page(page.prevIterator());
            back.addAll(0, page.data());
        } while (!page.done());
        assertThat(back).isEqualTo(there.subList(0, there.size() - 1));
    }

    private static Page<String> page(String iterator) {
        return NamedPage.of(
                PageQuery.of(1, iterator), NAMES, Function.identity(), Function.identity());
    }
}
