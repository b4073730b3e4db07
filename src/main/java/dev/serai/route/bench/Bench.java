package dev.serai.route.bench;

import dev.serai.event.Ksuid;
import dev.serai.ingress.Ingress;
import dev.serai.ingress.Webhook;
import dev.serai.outbox.Entry;
import dev.serai.outbox.Position;
import dev.serai.route.check.Draft;
import dev.serai.route.door.FrontDoorConsumer;
import dev.serai.route.guard.Guard;
import dev.serai.route.sink.OutboxComponent;
import dev.serai.route.sink.OutboxEndpoint;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Tries drafts: each in a context of its own, within a time, on a thread of its own. Nothing leaves
 * and nothing is stored. Thread-safe. It does not judge what a draft may do: that comes before.
 */
public final class Bench {

    /** How long a draft may run. */
    static final Duration TIME_MAX = Duration.ofSeconds(5);

    /** How many run at the same time; one that does not end holds its place. */
    static final int RUNNING_MAX = 2;

    private static final Position FIRST = new Position(0, 1);
    private static final String WANTED_NOT = "The sink's types or project leave this event out.";

    private final Guard guard;
    private final KameletTexts kamelets;
    private final OutboxComponent outbox;
    private final Ingress ingress;
    private final Settings settings;
    private final Ksuid ksuid;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(RUNNING_MAX);

    Bench(
            Guard guard,
            KameletTexts kamelets,
            OutboxComponent outbox,
            Ingress ingress,
            Settings settings,
            Ksuid ksuid,
            InstantSource clock) {
        this.guard = guard;
        this.kamelets = kamelets;
        this.outbox = outbox;
        this.ingress = ingress;
        this.settings = settings;
        this.ksuid = ksuid;
        this.clock = clock;
    }

    /** No draft can be tried now. */
    public static final class Busy extends RuntimeException {

        private static final long serialVersionUID = 1;

        Busy() {
            super(RUNNING_MAX + " drafts are being tried; come again", null, false, false);
        }
    }

    /**
     * Tries a draft that may be tried.
     *
     * @param given what it is tried on
     * @param parameters what a connector is given
     * @throws Busy if too many are being tried
     */
    public Trial run(Draft draft, Given given, Map<String, String> parameters) {
        if (!places.tryAcquire()) {
            throw new Busy();
        }
        Recorder recorder = new Recorder();
        CompletableFuture<String> running = new CompletableFuture<>();
        long begun = System.nanoTime();
        Thread hand =
                Thread.ofPlatform()
                        .daemon()
                        .name("bench-" + draft.name())
                        .start(() -> run(draft, given, parameters, recorder, running));
        @Nullable String fault = null;
        String note = "";
        try {
            note = running.get(TIME_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            fault = "it was not done after " + TIME_MAX.toSeconds() + " seconds";
            // Mappings and pauses end by it, and its place is free for the next.
            hand.interrupt();
        } catch (ExecutionException e) {
            fault = Told.of(e.getCause());
        } catch (InterruptedException e) {
            hand.interrupt();
            Thread.currentThread().interrupt();
            fault = "the hub stops";
        }
        return recorder.trial(note, fault, Duration.ofNanos(System.nanoTime() - begun));
    }

    /**
     * Reads a draft into a tree that a page can draw; of a connector, what its template says.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    public Node draw(Draft draft) {
        try (ScratchContext context = context(new Recorder())) {
            return DrawRoute.of(
                    draft.kind() == Draft.Kind.CONNECTOR
                            ? context.template(draft.name(), draft.text())
                            : context.route(draft.name(), draft.text()));
        } catch (Exception e) {
            throw new IllegalArgumentException(Told.of(e));
        }
    }

    /** The backstop of a draft: whatever it does wrong is its own fault. */
    private void run(
            Draft draft,
            Given given,
            Map<String, String> parameters,
            Recorder recorder,
            CompletableFuture<String> running) {
        String note = "";
        @Nullable Throwable failure = null;
        try {
            note = tried(draft, given, parameters, recorder);
        } catch (Exception | StackOverflowError e) {
            failure = e;
        } finally {
            // First, for who waits may have another draft to be tried.
            places.release();
        }
        if (failure == null) {
            running.complete(note);
        } else {
            running.completeExceptionally(failure);
        }
    }

    private String tried(
            Draft draft, Given given, Map<String, String> parameters, Recorder recorder)
            throws Exception {
        TrialRoute route = TrialRoute.of(draft, kamelets, parameters);
        try (ScratchContext context = context(recorder)) {
            context.add(route.kamelets());
            context.start(route.name(), route.text());
            return send(draft.name(), context.standIns().beginning(), given);
        }
    }

    private ScratchContext context(Recorder recorder) {
        return new ScratchContext(
                guard,
                recorder,
                new StandIns(recorder, ingress, ksuid, settings.bytesMax()),
                kamelets.parameterNames(),
                settings.property());
    }

    private String send(String name, RecorderEndpoint from, Given given) throws Exception {
        Exchange exchange = from.consumer().createExchange(false);
        String note = fill(name, exchange, from, given);
        from.consumer().getProcessor().process(exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return note;
    }

    private String fill(String name, Exchange exchange, RecorderEndpoint from, Given given)
            throws Exception {
        switch (given) {
            case Given.Request request ->
                    FrontDoorConsumer.fill(
                            exchange,
                            Webhook.received(
                                    name, request.request(), clock.instant(), System.nanoTime()));
            case Given.Happened happened -> {
                Entry entry = new Entry(FIRST, clock.instant(), happened.event());
                OutboxEndpoint sink = sink(from);
                sink.fill(exchange.getMessage(), entry);
                return sink.wants(happened.event()) ? "" : WANTED_NOT;
            }
            case Given.Message message -> {
                exchange.getMessage().setBody(message.body());
                message.headers().forEach(exchange.getMessage()::setHeader);
            }
        }
        return "";
    }

    /** The real one, which nobody starts: it knows what it would hand on. */
    private OutboxEndpoint sink(RecorderEndpoint from) throws Exception {
        if (from.scheme().equals("outbox")
                && outbox.createEndpoint(from.getEndpointUri()) instanceof OutboxEndpoint sink) {
            return sink;
        }
        throw new IllegalArgumentException("an event is for a route that begins with outbox:");
    }

    /**
     * What of the hub's settings a draft comes to know.
     *
     * @param property what {@code {{NAME}}} means
     * @param bytesMax how large the data of an event may be
     */
    record Settings(UnaryOperator<String> property, int bytesMax) {}
}
