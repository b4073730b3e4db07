package dev.serai.outbox;

/**
 * An entry is not where it must be: positions are dense, so a reader that went on would skip an
 * event.
 */
public final class HoleInLog extends RuntimeException {

    public HoleInLog(Position expected, Position found) {
        super(
                "the log has no entry "
                        + expected
                        + " before "
                        + found
                        + "; the reader stops rather than skip it");
    }
}
