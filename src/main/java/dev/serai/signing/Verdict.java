package dev.serai.signing;

/** What checking a signature came to. */
public enum Verdict {
    /** One of the secrets made it. */
    AUTHENTIC,
    /** There is no signature. */
    MISSING,
    /** A header that the check rests on came twice with different values. */
    AMBIGUOUS,
    /** None of the secrets made it. */
    WRONG,
    /** What it must be checked with cannot be fetched at the moment. */
    UNAVAILABLE,
    /** It is authentic but too old, or from the future. */
    STALE
}
