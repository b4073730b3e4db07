package dev.serai.delivery.courier;

/**
 * Makes one attempt to deliver. Blocks until its end or its deadline; never throws. Thread-safe.
 */
@FunctionalInterface
public interface Courier {

    Outcome deliver(Delivery delivery);
}
