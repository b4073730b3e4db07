package dev.serai.route.deploy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.ExpressionIllegalSyntaxException;

/** What keeps a route from starting, in the words of whoever found it; on one line. */
public final class FaultInWords {

    private static final int LENGTH_MAX = 500;
    private static final int EXCERPT_MAX = 40;
    private static final Pattern PLACE = Pattern.compile("at line (\\d{1,9}), column (\\d{1,9})");

    private FaultInWords() {}

    /** The innermost message says what is wrong. It may hold a secret. */
    public static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            if (cause instanceof ExpressionIllegalSyntaxException illegal) {
                return expression(illegal);
            }
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** On one line of bounded length. */
    public static String line(String words) {
        String line = words.strip().replaceAll("\\s*\\R\\s*", " ");
        return line.length() <= LENGTH_MAX ? line : line.substring(0, LENGTH_MAX);
    }

    /** Where it breaks and what stands there: the whole of it would hide that. */
    private static String expression(ExpressionIllegalSyntaxException illegal) {
        Matcher place = PLACE.matcher(messages(illegal));
        String[] lines = illegal.getExpression().split("\\R", -1);
        if (!place.find()) {
            return "the expression cannot be read: " + around(lines[0], 1);
        }
        int line = Integer.parseInt(place.group(1));
        int column = Integer.parseInt(place.group(2));
        String text = line >= 1 && line <= lines.length ? lines[line - 1] : "";
        return "the expression cannot be read at its line %d, column %d: %s"
                .formatted(line, column, around(text, column));
    }

    private static String messages(Throwable failure) {
        StringBuilder all = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            all.append(cause.getMessage()).append(' ');
        }
        return all.toString();
    }

    private static String around(String text, int column) {
        int from = Math.clamp(column - 1 - EXCERPT_MAX / 2, 0, text.length());
        int to = Math.min(text.length(), from + EXCERPT_MAX);
        return (from > 0 ? "..." : "")
                + text.substring(from, to).strip()
                + (to < text.length() ? "..." : "");
    }
}
