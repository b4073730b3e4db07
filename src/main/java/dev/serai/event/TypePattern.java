package dev.serai.event;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Chooses events by type. Segments are parted by dots; {@code *} is one segment, {@code **} any
 * number of them, none included: {@code razorpay.payment.*}, {@code **.failed}; {@code *} alone is
 * every type.
 */
public final class TypePattern {

    private static final Pattern SEGMENT = Pattern.compile("\\*\\*?|[a-zA-Z0-9_-]+");
    private static final int LENGTH_MAX = 256;

    private final String text;
    private final List<String> segments;

    private TypePattern(String text) {
        this.text = text;
        this.segments = segments(text.equals("*") ? "**" : text);
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it is none, saying what is wrong
     */
    public static TypePattern of(String text) {
        if (text.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("a type pattern has at most 256 characters");
        }
        TypePattern pattern = new TypePattern(text);
        for (String segment : pattern.segments) {
            if (!SEGMENT.matcher(segment).matches()) {
                throw new IllegalArgumentException(
                        "a type pattern is segments of a-z A-Z 0-9 _ - parted by dots; * is one"
                                + " segment, ** any number; not \""
                                + segment
                                + "\"");
            }
        }
        return pattern;
    }

    /** The segments; of several {@code **} in a row one says the same. */
    private static List<String> segments(String text) {
        List<String> segments = new ArrayList<>();
        for (String segment : text.split("\\.", -1)) {
            boolean again = segment.equals("**") && !segments.isEmpty();
            if (!(again && segments.getLast().equals("**"))) {
                segments.add(segment);
            }
        }
        return List.copyOf(segments);
    }

    /** Whether a type is chosen. */
    public boolean matches(String type) {
        if (segments.size() == 1 && segments.getFirst().equals("**")) {
            return true;
        }
        return matches(List.of(type.split("\\.", -1)));
    }

    /** Greedy with one point to return to, so the cost is bounded by the product of the lengths. */
    private boolean matches(List<String> type) {
        int p = 0;
        int t = 0;
        int star = -1;
        int starType = 0;
        while (t < type.size()) {
            String segment = p < segments.size() ? segments.get(p) : "";
            if (segment.equals("**")) {
                star = p++;
                starType = t;
            } else if (segment.equals("*") || segment.equals(type.get(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++starType;
            } else {
                return false;
            }
        }
        while (p < segments.size() && segments.get(p).equals("**")) {
            p++;
        }
        return p == segments.size();
    }

    /** A regular expression of PostgreSQL that chooses the same types. */
    public String toRegex() {
        StringBuilder regex = new StringBuilder("^");
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean last = i == segments.size() - 1;
            if (segment.equals("**")) {
                regex.append(last && i == 0 ? ".*" : last ? "(\\.[^.]+)*" : "([^.]+\\.)*");
                continue;
            }
            // The dot before a closing ** belongs to what it may leave out.
            boolean beforeClosing = i == segments.size() - 2 && segments.getLast().equals("**");
            regex.append(segment.equals("*") ? "[^.]+" : segment)
                    .append(last || beforeClosing ? "" : "\\.");
        }
        return regex.append('$').toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TypePattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
