package dev.serai.delivery.courier;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** One circuit breaker per endpoint; each hub has its own. Thread-safe. */
public final class Breakers {

    /** What an endpoint's breaker lets through: all, nothing, or a few probes. */
    public enum State {
        CLOSED,
        OPEN,
        PROBING
    }

    private static final double TWICE = 2;

    private final CircuitBreakerRegistry registry;
    private final BreakerSettings settings;
    private final BiConsumer<String, State> onChange;
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    /**
     * Makes them.
     *
     * @param onChange hears the endpoint's id and the new state; must be quick and not throw
     */
    public Breakers(BreakerSettings settings, BiConsumer<String, State> onChange) {
        this(settings, onChange, config(settings).build());
    }

    private Breakers(
            BreakerSettings settings,
            BiConsumer<String, State> onChange,
            CircuitBreakerConfig config) {
        this.settings = settings;
        this.onChange = onChange;
        this.registry = CircuitBreakerRegistry.of(config);
    }

    /** By another clock than the machine's; a probe is then wanted when one is asked for. */
    public static Breakers by(Clock clock, BreakerSettings settings) {
        return new Breakers(
                settings,
                (endpoint, state) -> {},
                config(settings)
                        .automaticTransitionFromOpenToHalfOpenEnabled(false)
                        .clock(clock)
                        .currentTimestampFunction(
                                c -> c.instant().toEpochMilli(), TimeUnit.MILLISECONDS)
                        .build());
    }

    public State state(String endpoint) {
        return registry.find(endpoint).map(b -> stateOf(b.getState())).orElse(State.CLOSED);
    }

    /** How many probes decide. */
    public int probes() {
        return settings.probes();
    }

    /** The endpoints whose breakers are not closed. */
    public Collection<String> notClosed() {
        return Set.copyOf(open);
    }

    /** Forgets an endpoint that is gone. */
    public void forget(String endpoint) {
        registry.remove(endpoint);
        if (open.remove(endpoint)) {
            onChange.accept(endpoint, State.CLOSED);
        }
    }

    BreakerSettings settings() {
        return settings;
    }

    CircuitBreaker of(String endpoint) {
        return registry.find(endpoint).orElseGet(() -> make(endpoint));
    }

    /** Resilience4j gives everybody the same one; only the first one's listener may stay. */
    private synchronized CircuitBreaker make(String endpoint) {
        return registry.find(endpoint)
                .orElseGet(
                        () -> {
                            CircuitBreaker made = registry.circuitBreaker(endpoint);
                            made.getEventPublisher()
                                    .onStateTransition(
                                            event ->
                                                    changed(
                                                            endpoint,
                                                            stateOf(
                                                                    event.getStateTransition()
                                                                            .getToState())));
                            return made;
                        });
    }

    private void changed(String endpoint, State state) {
        if (state == State.CLOSED) {
            open.remove(endpoint);
        } else {
            open.add(endpoint);
        }
        onChange.accept(endpoint, state);
    }

    private static State stateOf(CircuitBreaker.State state) {
        return switch (state) {
            case OPEN, FORCED_OPEN -> State.OPEN;
            case HALF_OPEN -> State.PROBING;
            case CLOSED, DISABLED, METRICS_ONLY -> State.CLOSED;
        };
    }

    private static CircuitBreakerConfig.Builder config(BreakerSettings settings) {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(settings.calls())
                .minimumNumberOfCalls(settings.callsMin())
                .failureRateThreshold(settings.failurePercent())
                .permittedNumberOfCallsInHalfOpenState(settings.probes())
                .waitIntervalFunctionInOpenState(
                        IntervalFunction.ofExponentialBackoff(
                                settings.open().toMillis(), TWICE, settings.openMax().toMillis()))
                // By itself, so that the dispatcher sees that probes are wanted without trying one.
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .writableStackTraceEnabled(false);
    }
}
