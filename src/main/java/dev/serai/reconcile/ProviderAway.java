package dev.serai.reconcile;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A provider does not answer as it should. Its message tells no key. */
final class ProviderAway extends RuntimeException {

    private final transient @Nullable Duration comeAgain;

    ProviderAway(String message) {
        this(message, null);
    }

    /**
     * Of one that says when it can be asked again.
     *
     * @param comeAgain how long it wants to be left alone; null if it does not say
     */
    ProviderAway(String message, @Nullable Duration comeAgain) {
        super(message);
        this.comeAgain = comeAgain;
    }

    @Nullable Duration comeAgain() {
        return comeAgain;
    }
}
