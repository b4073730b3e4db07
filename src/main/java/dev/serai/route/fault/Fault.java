package dev.serai.route.fault;

import org.jspecify.annotations.Nullable;

/**
 * A failure, understood.
 *
 * @param lies where its reason seems to lie
 * @param words what happened, for people; may name hosts, never a URL's query nor its user
 * @param retryAfter what the far end's header of that name says; null if it says nothing
 */
record Fault(Lies lies, String words, @Nullable String retryAfter) {

    /** Where the reason of a failure seems to lie. */
    enum Lies {
        /** In the event: the far end is there and says no to it, or a step cannot read it. */
        IN_THE_EVENT,
        /** In the far end, the network, a credential, the route: another event would fail too. */
        ELSEWHERE
    }

    static Fault ofEvent(String words) {
        return new Fault(Lies.IN_THE_EVENT, words, null);
    }

    static Fault elsewhere(String words) {
        return elsewhere(words, null);
    }

    static Fault elsewhere(String words, @Nullable String retryAfter) {
        return new Fault(Lies.ELSEWHERE, words, retryAfter);
    }
}
