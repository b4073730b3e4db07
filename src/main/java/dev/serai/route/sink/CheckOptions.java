package dev.serai.route.sink;

import dev.serai.relay.sink.Patience;
import dev.serai.relay.sink.Portions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.util.TimeUtils;

/**
 * Judges the options of {@code outbox:} before there is an endpoint, by what the endpoint makes of
 * them. What a placeholder stands for is not known here, and not judged.
 */
public final class CheckOptions {

    private static final String BATCH = "batch";

    private final Map<String, String> options;
    private final List<WrongOption> wrong = new ArrayList<>();

    private CheckOptions(Map<String, String> options) {
        this.options = options;
    }

    /** What is wrong with options, by name; those of the wrong type are others' to tell. */
    public static List<WrongOption> of(Map<String, String> options) {
        CheckOptions check = new CheckOptions(Map.copyOf(options));
        check.eachByItself();
        check.together();
        return check.wrong;
    }

    private void eachByItself() {
        read("from", OutboxOptions::from);
        read("types", text -> OutboxOptions.filter(text, ""));
        read("project", text -> OutboxOptions.filter("", text));
        number("batchSize", size -> portions(size == 0 ? 1 : size, Portions.BYTES_MAX, 1));
        number("batchBytes", bytes -> portions(1, bytes, 1));
        number("parallel", many -> portions(1, Portions.BYTES_MAX, many));
        Patience usual = Patience.DEFAULT;
        number("attemptsMax", max -> usual.withAttempts((int) max));
        number("parkedInARowMax", max -> patience(usual.pauseFirst(), (int) max));
        for (String pause : List.of("retryDelay", "retryDelayMax", "outagePauseMax")) {
            read(pause, text -> patience(pause(text), usual.parkedInARowMax()));
        }
    }

    private static void portions(long entries, long bytes, long parallel) {
        new Portions(Math.toIntExact(entries), bytes, false, Math.toIntExact(parallel));
    }

    private static void patience(Duration pause, int parkedInARowMax) {
        new Patience(0, pause, pause, parkedInARowMax, pause);
    }

    private static Duration pause(String text) {
        return Duration.ofMillis(TimeUtils.toMilliSeconds(text));
    }

    private void together() {
        if (is(BATCH, "true") && is("form", "http")) {
            add("form", "form: http is for single events", "write form: json");
        }
        if (is(BATCH, "true") && has("parallel")) {
            add("parallel", "events in batches are never handed over side by side", "leave it out");
        }
        if (is("cursor", "kafka") && has("parallel")) {
            add("parallel", "a transaction of Kafka holds one batch", "leave it out");
        }
        if (is("cursor", "kafka") && is("broadcast", "true")) {
            add("cursor", "with broadcast: true no place is kept", "leave one of the two out");
        }
    }

    private boolean is(String name, String value) {
        return value.equals(options.get(name));
    }

    private boolean has(String parallel) {
        return !options.getOrDefault(parallel, "1").equals("1");
    }

    private void number(String name, NumberReader reader) {
        read(
                name,
                text -> {
                    if (text.matches("-?[0-9]{1,18}")) {
                        reader.read(Long.parseLong(text));
                    }
                });
    }

    private void read(String name, Consumer<String> reader) {
        String text = options.getOrDefault(name, "");
        if (text.isEmpty() || text.contains("{{")) {
            return;
        }
        try {
            reader.accept(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            add(name, name + " cannot be this: " + e.getMessage(), "");
        }
    }

    private void add(String name, String why, String fix) {
        wrong.add(new WrongOption(name, why, fix));
    }

    /** Takes a number, or throws. */
    private interface NumberReader {
        void read(long number);
    }
}
