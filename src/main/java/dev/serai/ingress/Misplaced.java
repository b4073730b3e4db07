package dev.serai.ingress;

/** A step of a route that stands where it cannot be. Its message quotes nothing of a webhook. */
final class Misplaced extends IllegalStateException {

    Misplaced(String message) {
        super(message);
    }
}
