package dev.serai.subscription.condition;

/** A function does not fit what is there, or there is too much. */
final class CannotJudge extends RuntimeException {

    private static final long serialVersionUID = 1;

    CannotJudge(String why) {
        super(why, null, false, false);
    }
}
