package dev.serai.delivery.ledger;

/** A delivery was not settled; its event is to be offered again, to this hub or another. */
public final class DeliveryStopped extends RuntimeException {

    public DeliveryStopped(boolean stopping) {
        super(stopping ? "the hub is stopping" : "too much waits to be recorded");
    }
}
