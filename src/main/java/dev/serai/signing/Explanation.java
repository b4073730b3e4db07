package dev.serai.signing;

import java.util.List;

/**
 * A verification worked step by step, for whoever connects a sender. It shows what the message
 * says, shortened; never the secret, nor the signature that would have been right.
 *
 * @param verification what came of it: the same that checking comes to
 * @param steps in the order they are taken, up to the one that fails
 * @param advice what to change; empty if all is well
 */
public record Explanation(Verification verification, List<Step> steps, List<String> advice) {

    public Explanation {
        steps = List.copyOf(steps);
        advice = List.copyOf(advice);
    }

    /** The same with other advice. */
    public Explanation with(List<String> other) {
        return new Explanation(verification, steps, other);
    }

    /**
     * A step.
     *
     * @param name what is looked at: signature, text, secret, age
     * @param right whether it came out as it must
     * @param wanted what was looked for
     * @param found what there was
     */
    public record Step(String name, boolean right, String wanted, String found) {}
}
