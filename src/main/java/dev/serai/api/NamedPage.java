package dev.serai.api;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages of a list that is in memory: few things, in the order of their names. */
public final class NamedPage {

    private NamedPage() {}

    /** The page that is asked for; an iterator's item need not be there any more. */
    public static <T, V> Page<V> of(
            PageQuery page, List<T> all, Function<T, String> name, Function<T, V> view) {
        Comparator<String> order = Comparator.naturalOrder();
        return page.read(
                (from, limit) -> after(all, name, from, order, limit),
                (from, limit) -> after(all, name, from, order.reversed(), limit),
                name,
                view);
    }

    private static <T> PageQuery.Slice<T> after(
            List<T> all,
            Function<T, String> name,
            @Nullable String from,
            Comparator<String> order,
            int limit) {
        return PageQuery.Slice.of(
                all.stream()
                        .filter(one -> from == null || order.compare(name.apply(one), from) > 0)
                        .sorted(Comparator.comparing(name, order))
                        .limit(limit)
                        .toList());
    }
}
