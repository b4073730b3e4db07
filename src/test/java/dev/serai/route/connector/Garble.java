package dev.serai.route.connector;

import dev.serai.signing.message.DraftMessage;
import dev.serai.signing.message.DraftMessage.Line;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/**
 * Something done to a message.
 *
 * @param what which part: the headers one after the other, then the query and the body
 * @param from where in the part it begins, and {@code to} where it ends: up to {@link #WHERE_MAX}
 * @param text what is put there
 */
record Garble(int what, int from, int to, How how, String text) {

    static final int WHERE_MAX = 1_000;

    /** How a part of a text is garbled. */
    enum How {
        REMOVED,
        REPLACED,
        DOUBLED,
        /** For a header: a second line of its name. */
        REPEATED
    }

    DraftMessage apply(DraftMessage message) {
        List<Line> lines = new ArrayList<>(message.headers());
        int part = what % (lines.size() + 2);
        if (part == lines.size()) {
            return with(
                    message, message.url().replaceFirst("\\?.*|$", "?" + safe(message.query())));
        }
        if (part > lines.size()) {
            String body = new String(message.body(), StandardCharsets.ISO_8859_1);
            return message.withBody(garbled(body).getBytes(StandardCharsets.ISO_8859_1));
        }
        Line line = lines.get(part);
        if (how == How.REPEATED) {
            lines.add(new Line(line.name(), text));
        } else {
            lines.set(part, new Line(line.name(), garbled(line.value())));
        }
        return new DraftMessage(message.method(), message.url(), lines, message.body());
    }

    private String safe(String query) {
        return Matcher.quoteReplacement(garbled(query));
    }

    private static DraftMessage with(DraftMessage message, String url) {
        return new DraftMessage(message.method(), url, message.headers(), message.body());
    }

    private String garbled(String value) {
        int start = Math.min(from, to) * value.length() / WHERE_MAX;
        int end = Math.max(from, to) * value.length() / WHERE_MAX;
        String middle = value.substring(start, end);
        return value.substring(0, start)
                + switch (how) {
                    case REMOVED -> "";
                    case REPLACED -> text;
                    case DOUBLED, REPEATED -> middle + text + middle;
                }
                + value.substring(end);
    }
}
