package dev.serai.delivery.courier;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Leaves an endpoint alone that has failed too often of late. */
final class BreakerCourier implements Courier {

    private static final IOException TROUBLE = new IOException("the endpoint is in trouble");

    private final Courier next;
    private final Breakers breakers;

    BreakerCourier(Courier next, Breakers breakers) {
        this.next = next;
        this.breakers = breakers;
    }

    @Override
    public Outcome deliver(Delivery delivery) {
        CircuitBreaker breaker = breakers.of(delivery.endpoint().id());
        if (!breaker.tryAcquirePermission()) {
            return new Outcome.Postponed(
                    breakers.settings().open(), "the endpoint's circuit breaker is open");
        }
        Outcome outcome = next.deliver(delivery);
        switch (outcome) {
            case Outcome.Made made -> tell(breaker, made.answer());
            case Outcome.Postponed postponed -> breaker.releasePermission();
            case Outcome.Withdrawn withdrawn -> breaker.releasePermission();
        }
        return outcome;
    }

    /** An answer like 404 closes a breaker: the endpoint is there, and says no. */
    private static void tell(CircuitBreaker breaker, Answer answer) {
        if (answer.showsTrouble()) {
            breaker.onError(answer.took().toNanos(), TimeUnit.NANOSECONDS, TROUBLE);
        } else {
            breaker.onSuccess(answer.took().toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
