package dev.serai.subscription.condition;

/** Counts what a condition does. Not thread-safe. */
final class Steps {

    private int left;

    Steps(int most) {
        this.left = most;
    }

    void take() {
        take(1);
    }

    void take(int some) {
        left -= some;
        if (left < 0) {
            throw new CannotJudge("too many steps");
        }
    }
}
