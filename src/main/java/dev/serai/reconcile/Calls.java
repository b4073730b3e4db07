package dev.serai.reconcile;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The calls to a provider's API that one reconciliation makes, bounded in number, size and time.
 * They go to the provider's own address: no redirect is followed. For one thread.
 */
final class Calls {

    private static final int CALLS_MAX = 1_000;
    private static final int WAITS_MAX = 3;
    private static final int BYTES_MAX = 16 * 1024 * 1024;
    private static final int OK = 200;
    private static final int GONE_FROM_HERE = 404;
    private static final int GONE = 410;

    /** How long one call may take. */
    static final Duration ANSWER_MAX = Duration.ofSeconds(20);

    /** How long all of them may: less than most proxies wait for an answer of ours. */
    private static final Duration ALL_MAX = Duration.ofSeconds(45);

    /** How long it waits when the provider asks it to; for longer, the caller waits. */
    private static final Duration WAIT_MAX = Duration.ofSeconds(10);

    /** Money is not rounded on its way. */
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private final HttpClient http;
    private final String name;
    private final URI base;
    private final Map<String, String> headers;
    private final InstantSource clock;
    private final Instant end;
    private final CountDownLatch stopping;
    private final Duration answerMax;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger waits = new AtomicInteger();

    /**
     * Of one reconciliation, which begins now.
     *
     * @param stopping ends waiting
     * @param answerMax how long one call may take, {@link #ANSWER_MAX} but in tests
     */
    Calls(
            HttpClient http,
            String name,
            URI base,
            Map<String, String> headers,
            InstantSource clock,
            CountDownLatch stopping,
            Duration answerMax) {
        this.http = http;
        this.name = name;
        this.base = base;
        this.headers = Map.copyOf(headers);
        this.clock = clock;
        this.stopping = stopping;
        this.answerMax = answerMax;
        this.end = clock.instant().plus(ALL_MAX);
    }

    /**
     * An answer.
     *
     * @param links the values of its {@code Link} headers
     */
    record Page(JsonNode json, List<String> links) {}

    /** Whether there is no time, or no call, left. */
    boolean areOver() {
        return calls.get() >= CALLS_MAX || !clock.instant().isBefore(end);
    }

    /**
     * Gets something that must be there.
     *
     * @param place its path and query
     */
    Page get(String place) {
        return find(place).orElseThrow(() -> new ProviderAway(name + " answers 404"));
    }

    /** Gets something that may be there no more. */
    Optional<Page> find(String place) {
        while (true) {
            if (areOver()) {
                throw new ProviderAway(
                        name
                                + " takes more calls, or more time, than one reconciliation has;"
                                + " ask for less time");
            }
            calls.incrementAndGet();
            try {
                return once(place);
            } catch (ProviderAway e) {
                await(e);
            } catch (IOException e) {
                throw new ProviderAway(
                        name + " cannot be reached: " + e.getClass().getSimpleName());
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
    }

    private Optional<Page> once(String place) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(place)).timeout(answerMax);
        headers.forEach(request::header);
        HttpResponse<InputStream> response =
                http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        // The request's own timeout ends with the answer's headers.
        CompletableFuture<Void> tooSlow =
                CompletableFuture.runAsync(
                        () -> close(response.body()),
                        CompletableFuture.delayedExecutor(
                                answerMax.toMillis(), TimeUnit.MILLISECONDS));
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            if (status == GONE_FROM_HERE || status == GONE) {
                return Optional.empty();
            }
            if (status != OK) {
                throw new ProviderAway(name + " answers " + status, RetryAfter.of(response));
            }
            byte[] bytes = body.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new ProviderAway("an answer of " + name + "'s has more than 16 MB");
            }
            return Optional.of(
                    new Page(JSON.readTree(bytes), response.headers().allValues("link")));
        } finally {
            tooSlow.cancel(false);
        }
    }

    /** Whoever reads it is told so. */
    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // It is of no use any more, closed or not.
        }
    }

    /** Waits if the provider wants it to, and not for long; else gives up. */
    private void await(ProviderAway away) {
        Duration wait = away.comeAgain();
        if (wait == null
                || wait.compareTo(WAIT_MAX) > 0
                || waits.get() >= WAITS_MAX
                || clock.instant().plus(wait).isAfter(end)) {
            throw away;
        }
        waits.incrementAndGet();
        try {
            if (stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProviderAway("the hub is stopping");
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static ProviderAway interrupted() {
        Thread.currentThread().interrupt();
        return new ProviderAway("the hub is stopping");
    }

    /** A tree as bytes, its numbers as they came. */
    static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }

    /** A value as a query has it. */
    static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
