package dev.serai.api;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for, by {@code limit} and {@code iterator}. Iterators are ids of
 * items, not counts, so that new items shift no page.
 *
 * @param limit how many items at most
 * @param from the id to go on from, or null for the first page
 * @param backwards whether towards the beginning of the list
 */
record PageQuery(int limit, @Nullable String from, boolean backwards) {

    static final int LIMIT_MAX = 250;
    static final int LIMIT_DEFAULT = 50;
    private static final String BACKWARDS = "-";

    static PageQuery of(int limit, @Nullable String iterator) {
        boolean backwards = iterator != null && iterator.startsWith(BACKWARDS);
        return new PageQuery(
                limit, backwards ? iterator.substring(BACKWARDS.length()) : iterator, backwards);
    }

    /** Reads on from an id, at most so many items; the id is null at the beginning of the list. */
    interface Forwards<T> {
        List<T> read(@Nullable String from, int limit);
    }

    /** Reads back from an id, at most so many items, the nearest first. */
    interface Backwards<T> {
        List<T> read(String from, int limit);
    }

    /** Reads the page, and one item more to see whether there are any. */
    <T, V> Page<V> read(
            Forwards<T> forwards, Backwards<T> back, Function<T, String> id, Function<T, V> view) {
        List<T> found =
                backwards && from != null
                        ? back.read(from, limit + 1)
                        : forwards.read(from, limit + 1);
        boolean done = found.size() <= limit;
        List<T> items = done ? found : found.subList(0, limit);
        List<T> inOrder = backwards ? items.reversed() : items;
        if (inOrder.isEmpty()) {
            return new Page<>(List.of(), null, null, true);
        }
        return new Page<>(
                inOrder.stream().map(view).toList(),
                id.apply(inOrder.getLast()),
                BACKWARDS + id.apply(inOrder.getFirst()),
                done);
    }
}
