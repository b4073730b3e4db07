package dev.serai.route.guard;

/** Camel was about to make or do something that is not for routes; nothing of it was done. */
public final class Refused extends RuntimeException {

    Refused(Objection objection) {
        super(objection.text());
    }
}
