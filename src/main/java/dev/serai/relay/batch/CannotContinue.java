package dev.serai.relay.batch;

/**
 * A sink's place and the log do not belong together, so that going on would skip events or repeat
 * them: the relay of that group of shards stops until a person has looked.
 */
public final class CannotContinue extends RuntimeException {

    public CannotContinue(String message) {
        super(message);
    }
}
