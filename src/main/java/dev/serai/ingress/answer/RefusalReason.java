package dev.serai.ingress.answer;

/** Why a request is not accepted: its HTTP status, a code for programs, a title for people. */
public enum RefusalReason {
    UNREADABLE(400, "unreadable", "The request cannot be read"),
    HEADER_AMBIGUOUS(400, "header_ambiguous", "A header came twice with different values"),
    SIGNATURE_MISSING(401, "signature_missing", "The request has no signature"),
    SIGNATURE_INVALID(401, "signature_invalid", "The signature is not right"),
    SIGNATURE_EXPIRED(401, "signature_expired", "The signed time is not near enough to now"),
    ADDRESS_REFUSED(403, "address_refused", "The source takes nothing from this address"),
    HANDSHAKE_REFUSED(403, "handshake_refused", "The handshake is not this source's"),
    SOURCE_UNKNOWN(404, "source_unknown", "There is no such source"),
    METHOD_NOT_ALLOWED(405, "method_not_allowed", "The source takes another method"),
    TOO_SLOW(408, "too_slow", "The request took too long to arrive"),
    TOO_LARGE(413, "too_large", "The request is too large"),
    RATE_EXCEEDED(429, "rate_exceeded", "The source takes no more for the moment"),
    SOURCE_BROKEN(500, "source_broken", "The source is not set up as it must be"),
    SOURCE_UNAVAILABLE(503, "source_unavailable", "The source does not run"),
    BUSY(503, "busy", "The hub has too much to do"),
    STARTING(503, "starting", "The hub is starting"),
    STOPPING(503, "stopping", "The hub is stopping"),
    KEY_UNAVAILABLE(503, "key_unavailable", "The sender's key cannot be fetched"),
    LOG_UNAVAILABLE(503, "log_unavailable", "The database is away");

    private final int status;
    private final String code;
    private final String title;

    RefusalReason(int status, String code, String title) {
        this.status = status;
        this.code = code;
        this.title = title;
    }

    public int status() {
        return status;
    }

    /** The word for programs and for metrics. */
    public String code() {
        return code;
    }

    String title() {
        return title;
    }
}
