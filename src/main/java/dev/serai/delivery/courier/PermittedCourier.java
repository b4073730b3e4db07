package dev.serai.delivery.courier;

import dev.serai.subscription.AllowedUrls;
import dev.serai.subscription.EndpointUrl;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes only where endpoints may be, as the operator has it now and not when the endpoint was made.
 * Addresses are checked when they are connected to; those behind a proxy here, as well as that can
 * be known: it looks them up once more.
 */
final class PermittedCourier implements Courier {

    private final Courier next;
    private final AllowedUrls allowed;
    private final @Nullable CheckedDns behindProxy;
    private final InstantSource clock;

    /**
     * Makes one.
     *
     * @param behindProxy looks names up that a proxy will connect to; null without one
     */
    PermittedCourier(
            Courier next,
            AllowedUrls allowed,
            @Nullable CheckedDns behindProxy,
            InstantSource clock) {
        this.next = next;
        this.allowed = allowed;
        this.behindProxy = behindProxy;
        this.clock = clock;
    }

    @Override
    public Outcome deliver(Delivery delivery) {
        EndpointUrl url = delivery.endpoint().settings().url();
        Optional<String> refusal = allowed.refusal(url);
        if (refusal.isPresent()) {
            return refused("not sent: its URL " + refusal.get());
        }
        try {
            if (behindProxy != null) {
                behindProxy.checkAll(url.host());
            }
        } catch (UnknownHostException e) {
            return refused(String.valueOf(e.getMessage()));
        }
        return next.deliver(delivery);
    }

    private Outcome refused(String why) {
        return new Outcome.Failed(
                new Answer(clock.instant(), Duration.ZERO, Answer.NONE, why), null);
    }
}
