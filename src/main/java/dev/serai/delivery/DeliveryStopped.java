package dev.serai.delivery;

/** A delivery was not settled; its event is to be offered again, to this hub or another. */
final class DeliveryStopped extends RuntimeException {

    DeliveryStopped(boolean stopping) {
        super(stopping ? "the hub is stopping" : "too much waits to be recorded");
    }
}
