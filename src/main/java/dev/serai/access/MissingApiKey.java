package dev.serai.access;

/** The hub has no API key and may not make one for itself: it must not start. */
public final class MissingApiKey extends RuntimeException {

    MissingApiKey() {
        super(
                "No API key: set SERAI_API_KEY (serai.api-key) to a long random text, for example"
                        + " of `openssl rand -hex 32`. Only with the embedded database does the"
                        + " hub make a key for itself.");
    }
}
