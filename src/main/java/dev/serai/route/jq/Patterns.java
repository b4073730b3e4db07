package dev.serai.route.jq;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jcodings.specific.UTF8Encoding;
import org.joni.Matcher;
import org.joni.Option;
import org.joni.Regex;
import org.joni.Syntax;
import org.joni.exception.JOniException;

/**
 * Regular expressions: some take longer than the world has been there, and the interpreter cannot
 * be stopped in them. Those that are not plain are tried first in a way that can.
 */
final class Patterns {

    private static final Duration TIME_MAX = Duration.ofMillis(500);

    /** Letters, and one set of them that repeats: as long as the text, and no longer. */
    private static final Pattern PLAIN =
            Pattern.compile(
                    "\\^?[\\w /:@#%&=,;<>~!'\"-]+\\$?|\\^?\\[(\\\\.|[^\\[\\]\\\\])+]\\+?\\$?");

    private Patterns() {}

    /** Before a text is matched. */
    static void check(String pattern, String text) {
        tryOut(pattern, text, false);
    }

    /** Before what matches is replaced; the interpreter replaces nothing for ever. */
    static void checkReplacing(String pattern, String text, boolean isGlobal) {
        tryOut(pattern, text, isGlobal);
    }

    private static void tryOut(String pattern, String text, boolean mustMove) {
        if (PLAIN.matcher(pattern).matches()) {
            return;
        }
        byte[] regex = pattern.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            Matcher matcher =
                    new Regex(
                                    regex,
                                    0,
                                    regex.length,
                                    Option.CAPTURE_GROUP,
                                    UTF8Encoding.INSTANCE,
                                    Syntax.PerlNG)
                            .matcher(bytes, 0, bytes.length, TIME_MAX.toNanos());
            findAll(matcher, bytes.length, mustMove);
        } catch (InterruptedException e) {
            throw new TooMuch("a regular expression of the mapping takes too long");
        } catch (JOniException e) {
            // The interpreter says what is wrong with it.
            return;
        }
    }

    private static void findAll(Matcher matcher, int end, boolean mustMove)
            throws InterruptedException {
        long begun = System.nanoTime();
        int offset = 0;
        while (offset < end && matcher.searchInterruptible(offset, end, Option.NONE) >= 0) {
            Budget.spend(Budget.STEP);
            if (System.nanoTime() - begun > TIME_MAX.toNanos()) {
                throw new InterruptedException();
            }
            if (mustMove && matcher.getEnd() == matcher.getBegin()) {
                throw new TooMuch(
                        "a regular expression of the mapping finds nothing, everywhere: write + for *");
            }
            offset = Math.max(matcher.getEnd(), offset + 1);
        }
    }
}
