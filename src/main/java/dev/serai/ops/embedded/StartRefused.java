package dev.serai.ops.embedded;

/**
 * The hub cannot start, for a reason that its operator can mend: shown as two paragraphs, without a
 * stack trace. Neither text may hold a secret.
 */
public final class StartRefused extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * @param reason what is wrong, in a sentence
     * @param action what the operator can do about it
     */
    public StartRefused(String reason, String action) {
        super(reason);
        this.action = action;
    }

    /** With the failure below it, which goes to the debug log only. */
    public StartRefused(String reason, String action, Throwable cause) {
        super(reason, cause);
        this.action = action;
    }

    /** What the operator can do about it. */
    public String action() {
        return action;
    }
}
