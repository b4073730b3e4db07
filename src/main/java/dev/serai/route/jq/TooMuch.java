package dev.serai.route.jq;

/**
 * Ends a program that works too long or makes too much. No error of jq's own, so {@code try} and
 * {@code ?} do not catch it.
 */
public final class TooMuch extends RuntimeException {

    TooMuch(String detail) {
        super(detail);
    }

    /** Without a stack trace: the program's is of no use, and it may be very deep. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
