package dev.serai.delivery.courier;

import dev.serai.delivery.connection.Connections;
import dev.serai.delivery.connection.Reach;
import dev.serai.delivery.token.Tokens;
import java.time.InstantSource;
import java.util.Set;

/** The courier with all its layers, and what it keeps until it is closed. */
public final class Couriers implements Courier, AutoCloseable {

    private final Connections connections;
    private final Courier layers;

    /** Opens it; reading this is reading the policy. */
    public Couriers(
            Reach reach,
            Set<SignatureNames> names,
            Breakers breakers,
            Throttles throttles,
            InstantSource clock) {
        this.connections = new Connections(reach);
        Courier http =
                new HttpCourier(
                        connections,
                        new Tokens(connections, clock),
                        clock,
                        reach.times().total(),
                        names);
        Courier permitted = new PermittedCourier(http, connections, clock);
        this.layers = layered(permitted, breakers, throttles, clock);
    }

    /** What stands around a courier that makes attempts, whichever that is. */
    public static Courier layered(
            Courier attempts, Breakers breakers, Throttles throttles, InstantSource clock) {
        Courier guarded = new NeverThrowingCourier(attempts, clock);
        Courier breaking = new BreakerCourier(guarded, breakers);
        Courier throttled = new ThrottledCourier(breaking, throttles);
        Courier readable = new ReadableCourier(throttled);
        return new NeverThrowingCourier(readable, clock); // must come last
    }

    @Override
    public Outcome deliver(Delivery delivery) {
        return layers.deliver(delivery);
    }

    @Override
    public void close() {
        connections.close();
    }
}
