package dev.serai.signing.options;

import dev.serai.signing.message.Place;
import dev.serai.signing.recipe.SignatureSyntax;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The options of a scheme, each taken once; what nobody has taken at the end is a mistake. */
final class SchemeOptions {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)?");

    private final Map<String, String> left = new TreeMap<>();

    SchemeOptions(Map<String, String> given) {
        given.forEach(
                (name, text) -> {
                    if (!text.isEmpty()) {
                        left.put(name, text);
                    }
                });
    }

    boolean has(String name) {
        return left.containsKey(name);
    }

    String text(String name, String fallback) {
        String text = left.remove(name);
        return text == null ? fallback : text;
    }

    /**
     * Reads {@code 5m}, {@code 300s}, {@code 250ms}, {@code PT5M}; a bare number is milliseconds.
     */
    Duration duration(String name, String fallback) {
        String text = text(name, fallback);
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            try {
                return Duration.parse(text.toUpperCase(Locale.ROOT)).abs();
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(
                        name + " is a duration such as 30s, 5m or 1h, not " + text);
            }
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2) == null ? "ms" : matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofMillis(number);
        };
    }

    List<Place> signature() {
        String where = text("signature", "");
        if (where.isEmpty()) {
            throw new IllegalArgumentException(
                    "the option signature is missing: it says where the signature stands, as in"
                            + " header:X-Signature");
        }
        return Place.list(where);
    }

    SignatureSyntax syntax() {
        String pair = text("pair", "");
        String tag = text("tag", "");
        String prefix = text("prefix", "");
        if (Stream.of(pair, tag, prefix).filter(option -> !option.isEmpty()).count() > 1) {
            throw new IllegalArgumentException("only one of prefix, pair and tag is given");
        }
        if (!pair.isEmpty()) {
            return new SignatureSyntax.Pairs(
                    text("separator", SignatureSyntax.PAIR_SEPARATOR), pair);
        }
        if (!tag.isEmpty()) {
            return new SignatureSyntax.Tagged(
                    text("separator", SignatureSyntax.TAG_SEPARATOR),
                    tag.endsWith(",") ? tag : tag + ",");
        }
        return new SignatureSyntax.Plain(prefix);
    }

    /**
     * Refuses what is left.
     *
     * @throws IllegalArgumentException if an option was given that is of no use
     */
    void checkNoneIsLeft(String scheme) {
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(
                    "with scheme "
                            + scheme
                            + " and the other options given, there is no use for "
                            + String.join(", ", left.keySet()));
        }
    }
}
