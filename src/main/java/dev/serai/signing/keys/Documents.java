package dev.serai.signing.keys;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Documents that keys stand in, at their provider's. Thread-safe; waits for the network. */
public interface Documents {

    /** How old a document may be that nobody doubts. */
    Duration LIFETIME = Duration.ofHours(1);

    /**
     * A document.
     *
     * @param ageMax how old one that is kept from before may be
     * @throws Unavailable if it cannot be had now; it may be later
     */
    byte[] fetch(Wanted wanted, Duration ageMax) throws Unavailable;

    /** Documents fetched over HTTPS and kept for a while. */
    static Documents overHttps(InstantSource clock) {
        return new CachedDocuments(new HttpsDocuments(), clock);
    }

    /**
     * What is asked for. Whoever makes one has checked that the host is the provider's.
     *
     * @param uri where it is
     * @param question JSON to be posted, or null to get it
     */
    record Wanted(URI uri, @Nullable String question) {

        public static Wanted at(URI uri) {
            return new Wanted(uri, null);
        }

        /** The place only: a question may hold credentials. */
        @Override
        public String toString() {
            return uri.toString();
        }
    }

    /** A document cannot be had now. */
    final class Unavailable extends Exception {

        public Unavailable(String message) {
            super(message, null, false, false);
        }
    }
}
