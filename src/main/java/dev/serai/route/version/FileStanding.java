package dev.serai.route.version;

/**
 * How a file stands to what is stored of its route.
 *
 * @param version the newest version with its very text; 0 if there is none
 */
public record FileStanding(Verdict verdict, int version) {

    /** What is to be done about a file. */
    public enum Verdict {
        /** It was imported; what was done through the API since then counts. */
        IMPORTED,
        /** It says what is live. */
        LIVE,
        /** It says what once was: the folder of this hub is behind, or was put back. */
        OLDER,
        /** Nobody has seen its text yet. */
        NEW
    }
}
