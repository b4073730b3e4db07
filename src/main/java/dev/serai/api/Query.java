package dev.serai.api;

import dev.serai.event.Ksuid;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request. A parameter that nothing would look at is refused: a filter
 * with a slip of the pen in it must not answer with everything.
 */
public final class Query {

    private static final String LIMIT = "limit";
    private static final String ITERATOR = "iterator";

    /** What may be given more than once, also as {@code name[]} and {@code name[0]}. */
    private static final String EVENT_TYPES = "event_types";

    private static final Pattern ONE_OF_MANY = Pattern.compile(EVENT_TYPES + "\\[\\d{0,4}]");

    private final Map<String, String> parameters;

    private Query(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /**
     * The parameters of a request.
     *
     * @param known the names that there are
     * @throws ProblemException 400 naming a parameter that is unknown or given twice
     */
    public static Query of(HttpServletRequest request, Set<String> known) {
        Map<String, String> parameters = new HashMap<>();
        request.getParameterMap()
                .forEach(
                        (given, values) -> {
                            String name = name(given);
                            if (!known.contains(name)) {
                                throw wrong(name, "there is no such parameter here");
                            }
                            if (values.length > 1 && !name.equals(EVENT_TYPES)) {
                                throw wrong(name, "is given more than once");
                            }
                            parameters.merge(name, String.join(",", values), Query::joined);
                        });
        return new Query(parameters);
    }

    private static String name(String given) {
        return ONE_OF_MANY.matcher(given).matches() ? EVENT_TYPES : given;
    }

    private static String joined(String some, String more) {
        return some + "," + more;
    }

    /** The parameters of a list: those that are known, {@code limit} and {@code iterator}. */
    public static Query ofList(HttpServletRequest request, String... known) {
        Set<String> names = new HashSet<>(Set.of(known));
        names.add(LIMIT);
        names.add(ITERATOR);
        return of(request, names);
    }

    /** A parameter as text; null when it is not given or empty. */
    public @Nullable String text(String name) {
        String value = parameters.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /**
     * A parameter read by a function that refuses with an IllegalArgumentException.
     *
     * @throws ProblemException 400 with that exception's message
     */
    public <T> @Nullable T read(String name, Function<String, T> reader) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw wrong(name, e.getMessage());
        }
    }

    /** Whether a parameter is {@code true}. */
    public boolean flag(String name, boolean otherwise) {
        Boolean flag = read(name, Query::flagOf);
        return flag == null ? otherwise : flag;
    }

    private static Boolean flagOf(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("is true or false");
        };
    }

    /** Texts that are parted by commas, each read by a function; none when it is not given. */
    public <T> List<T> list(String name, Function<String, T> reader) {
        List<T> items = read(name, text -> Stream.of(text.split(",")).map(reader).toList());
        return items == null ? List.of() : items;
    }

    /** A time. */
    public @Nullable Instant instant(String name) {
        return read(name, Query::instantOf);
    }

    /**
     * Reads RFC 3339. A {@code +} that was not escaped has become a space on the way.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Instant instantOf(String text) {
        try {
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "is not a time of RFC 3339 such as 2026-05-04T10:00:00Z", e);
        }
    }

    /** Which page is asked for. */
    public PageQuery page() {
        Integer limit = read(LIMIT, Query::limitOf);
        return PageQuery.of(limit == null ? PageQuery.LIMIT_DEFAULT : limit, text(ITERATOR));
    }

    /**
     * Which page of a list is asked for whose items have ids of one of some kinds.
     *
     * @throws ProblemException 400 if its iterator is no such id
     */
    public PageQuery pageOf(String... prefixes) {
        PageQuery page = page();
        String from = page.from();
        boolean isId =
                from == null
                        || Arrays.stream(prefixes)
                                .filter(from::startsWith)
                                .anyMatch(kind -> Ksuid.looksLikeOne(from, kind.length()));
        if (!isId) {
            throw wrong(ITERATOR, "is no iterator of this list");
        }
        return page;
    }

    private static int limitOf(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= PageQuery.LIMIT_MAX) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is not a whole number", e);
        }
        throw new IllegalArgumentException("is a whole number from 1 to " + PageQuery.LIMIT_MAX);
    }

    /** 400: a parameter is wrong. */
    public static ProblemException wrong(String name, String detail) {
        return new ProblemException(Problem.ofField(400, name, detail));
    }
}
