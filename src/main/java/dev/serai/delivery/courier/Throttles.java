package dev.serai.delivery.courier;

import dev.serai.subscription.Endpoint;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How many attempts each endpoint may have now: by the rate that its owner has set, and by how busy
 * it says it is. This hub's attempts only. Thread-safe.
 */
public final class Throttles {

    private final LongSupplier ticker;
    private final ConcurrentMap<String, Throttle> throttles = new ConcurrentHashMap<>();

    /**
     * Makes them.
     *
     * @param ticker nanoseconds from an arbitrary origin
     */
    public Throttles(LongSupplier ticker) {
        this.ticker = ticker;
    }

    /** How many attempts may be made now. */
    public int available(Endpoint endpoint) {
        Throttle throttle = find(endpoint);
        return throttle == null
                ? Integer.MAX_VALUE
                : throttle.available(rate(endpoint), ticker.getAsLong());
    }

    /** How long until an attempt may be made. */
    public Duration opensIn(Endpoint endpoint) {
        Throttle throttle = find(endpoint);
        return throttle == null
                ? Duration.ZERO
                : Duration.ofNanos(throttle.opensIn(rate(endpoint), ticker.getAsLong()));
    }

    /** The endpoints that said they are busy, and have not been eased since. */
    public Set<String> busy() {
        return throttles.entrySet().stream()
                .filter(e -> e.getValue().isBusy())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Forgets an endpoint that is gone. */
    public void forget(String endpoint) {
        throttles.remove(endpoint);
    }

    boolean take(Endpoint endpoint) {
        Throttle throttle = find(endpoint);
        return throttle == null || throttle.take(rate(endpoint), ticker.getAsLong());
    }

    /** It said that it is busy. */
    void slow(Endpoint endpoint, @Nullable Duration retryAfter) {
        throttle(endpoint).slow(retryAfter, ticker.getAsLong());
    }

    /** It answered otherwise. */
    void ease(Endpoint endpoint) {
        Throttle throttle = throttles.get(endpoint.id());
        if (throttle != null) {
            throttle.ease(ticker.getAsLong());
        }
    }

    private static int rate(Endpoint endpoint) {
        Integer rate = endpoint.settings().throttleRate();
        return rate == null ? Throttle.NO_RATE : rate;
    }

    /** Most endpoints are neither limited nor busy, and have none. */
    private @Nullable Throttle find(Endpoint endpoint) {
        return endpoint.settings().throttleRate() == null
                ? throttles.get(endpoint.id())
                : throttle(endpoint);
    }

    private Throttle throttle(Endpoint endpoint) {
        return throttles.computeIfAbsent(endpoint.id(), id -> new Throttle(ticker.getAsLong()));
    }
}
