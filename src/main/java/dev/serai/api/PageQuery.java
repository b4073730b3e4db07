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
public record PageQuery(int limit, @Nullable String from, boolean backwards) {

    static final int LIMIT_MAX = 250;
    static final int LIMIT_DEFAULT = 50;
    private static final String BACKWARDS = "-";

    /** Before an id that begins like an iterator to the other side: some are names. */
    private static final String PLAIN = "=";

    public static PageQuery of(int limit, @Nullable String iterator) {
        boolean backwards = iterator != null && iterator.startsWith(BACKWARDS);
        String id = without(BACKWARDS, iterator);
        return new PageQuery(limit, without(PLAIN, id), backwards);
    }

    private static @Nullable String without(String prefix, @Nullable String text) {
        return text != null && text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static String written(String id) {
        return id.startsWith(BACKWARDS) || id.startsWith(PLAIN) ? PLAIN + id : id;
    }

    /** Reads on from an id, at most so many items; the id is null at the beginning of the list. */
    public interface Forwards<T> {
        Slice<T> read(@Nullable String from, int limit);
    }

    /** Reads back from an id, at most so many items, the nearest first. */
    public interface Backwards<T> {
        Slice<T> read(String from, int limit);
    }

    /**
     * What was read.
     *
     * @param items the items that were found
     * @param lookedAtTo the id that the search came to before it had looked at everything or found
     *     enough, or null
     */
    public record Slice<T>(List<T> items, @Nullable String lookedAtTo) {

        public static <T> Slice<T> of(List<T> items) {
            return new Slice<>(items, null);
        }
    }

    /** Reads the page, and one item more to see whether there are any. */
    public <T, V> Page<V> read(
            Forwards<T> forwards, Backwards<T> back, Function<T, String> id, Function<T, V> view) {
        Slice<T> found =
                backwards && from != null
                        ? back.read(from, limit + 1)
                        : forwards.read(from, limit + 1);
        boolean more = found.items().size() > limit;
        List<T> items = more ? found.items().subList(0, limit) : found.items();
        Function<T, String> place = item -> written(id.apply(item));
        // The far end is where the reading stopped, the near end is where it began.
        String far = more || found.lookedAtTo() == null ? end(items, place) : found.lookedAtTo();
        String near =
                items.isEmpty()
                        ? (from == null ? null : written(from))
                        : place.apply(items.getFirst());
        List<V> views = (backwards ? items.reversed() : items).stream().map(view).toList();
        boolean done = !more && found.lookedAtTo() == null;
        return backwards
                ? new Page<>(views, items.isEmpty() ? null : near, toPrevious(far, near), done)
                : new Page<>(views, far, items.isEmpty() ? null : BACKWARDS + near, done);
    }

    private static <T> @Nullable String end(List<T> items, Function<T, String> id) {
        return items.isEmpty() ? null : id.apply(items.getLast());
    }

    /** Nothing newer yet: asking again from the same place shows what has come since. */
    private static @Nullable String toPrevious(@Nullable String far, @Nullable String near) {
        String from = far == null ? near : far;
        return from == null ? null : BACKWARDS + from;
    }
}
