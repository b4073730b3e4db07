package dev.serai.reconcile;

/** A provider does not answer as it should. Its message tells no key. */
final class ProviderAway extends RuntimeException {

    ProviderAway(String message) {
        super(message);
    }
}
