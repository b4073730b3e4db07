package dev.serai.ingress;

import org.jspecify.annotations.Nullable;

/** The routes of the sources that run. Thread-safe. */
public interface SourceRoutes {

    /**
     * Sends a webhook through its source's route and waits for the end of it.
     *
     * @return what the route failed with, or null
     * @throws NotRunning if that source does not run
     */
    @Nullable Throwable run(Webhook webhook);

    /** The source does not run. */
    final class NotRunning extends RuntimeException {

        public NotRunning(String source) {
            super("the source " + source + " does not run");
        }
    }
}
