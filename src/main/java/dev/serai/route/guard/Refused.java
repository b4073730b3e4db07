package dev.serai.route.guard;

/** Camel was about to make something that routes may not have; nothing of it was made. */
public final class Refused extends RuntimeException {

    Refused(Objection objection) {
        super(objection.text());
    }
}
