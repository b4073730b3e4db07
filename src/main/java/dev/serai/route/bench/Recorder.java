package dev.serai.route.bench;

import dev.serai.event.Event;
import dev.serai.ingress.answer.Reply;
import dev.serai.route.bench.Trial.Sent;
import dev.serai.route.bench.Trial.Shown;
import dev.serai.route.bench.Trial.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Writes down what a draft does, up to a bound. Thread-safe. */
final class Recorder {

    /** A draft that does more than this has gone astray, or is tried on too much. */
    static final int STEPS_MAX = 500;

    private final List<Step> steps = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final AtomicReference<@Nullable Reply> answer = new AtomicReference<>();

    /** A draft did more than it may on the bench. */
    static final class TooMuch extends RuntimeException {

        private static final long serialVersionUID = 1;

        TooMuch(String what) {
            super("it was ended after " + what);
        }
    }

    /** A step begins; its place is to be given when it ends. */
    synchronized int begin(Step step) {
        if (steps.size() >= STEPS_MAX) {
            throw new TooMuch(STEPS_MAX + " steps");
        }
        steps.add(step);
        return steps.size() - 1;
    }

    synchronized void end(int place, Shown after, Duration took, @Nullable String fault) {
        Step step = steps.get(place);
        steps.set(
                place,
                new Step(
                        step.route(),
                        step.id(),
                        step.line(),
                        step.kind(),
                        step.label(),
                        after,
                        took,
                        fault));
    }

    /** Something would have been written into the hub's log. */
    synchronized void log(String text) {
        send("log", new Shown(text, true, text.length(), Map.of(), Map.of()));
    }

    /** Something would have gone out. */
    synchronized void send(String uri, Exchange exchange) {
        send(uri, ShowMessage.of(exchange));
    }

    private void send(String uri, Shown message) {
        if (sent.size() >= STEPS_MAX) {
            throw new TooMuch(STEPS_MAX + " messages");
        }
        sent.add(new Sent(uri, message));
    }

    /** Events would have been appended. */
    synchronized void append(List<Event> all) {
        events.addAll(all);
    }

    /** The sender would have been answered so. */
    void answer(Reply reply) {
        answer.set(reply);
    }

    /** All that is written down by now. */
    synchronized Trial trial(String note, @Nullable String fault, Duration took) {
        return new Trial(steps, sent, events, answer.get(), note, fault, took);
    }
}
