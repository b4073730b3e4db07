package dev.serai.signing;

/**
 * What checking a message came to.
 *
 * @param verdict whether it is its sender's
 * @param match which secret proved it; {@link Match#NONE} unless the verdict is AUTHENTIC or STALE
 */
public record Verification(Verdict verdict, Match match) {

    /** Which of a source's secrets a message was proved by. */
    public enum Match {
        NONE,
        CURRENT,
        PREVIOUS
    }

    /** One that no secret has part in. */
    public static Verification of(Verdict verdict) {
        return new Verification(verdict, Match.NONE);
    }

    /** One that a secret proved. */
    public static Verification of(Verdict verdict, int secret) {
        return new Verification(verdict, secret == 0 ? Match.CURRENT : Match.PREVIOUS);
    }

    /** Whether the message is its sender's, and fresh. */
    public boolean isAuthentic() {
        return verdict == Verdict.AUTHENTIC;
    }
}
