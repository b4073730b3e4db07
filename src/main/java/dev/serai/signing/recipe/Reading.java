package dev.serai.signing.recipe;

import dev.serai.signing.Verdict;
import java.util.List;

/** What a message says for itself, as a scheme reads it. */
public sealed interface Reading {

    /**
     * It says nothing that could be checked.
     *
     * @param why for a person
     */
    record Fault(Verdict verdict, String why) implements Reading {}

    /**
     * It claims to be signed, once or in several parts, each of which must be right.
     *
     * @param time the time of sending as it is written; empty if the scheme has none
     */
    record Claims(List<Claim> claims, String time) implements Reading {}

    /**
     * A text and the signatures it may have.
     *
     * @param part what of the message it is about
     * @param found the signatures as they stand in the message
     * @param signatures the same decoded; those that cannot be are left out
     * @param texts the bytes that are signed, in pieces; where a provider has several ways, one of
     *     them is enough
     */
    record Claim(
            String part, List<String> found, List<byte[]> signatures, List<List<byte[]>> texts) {

        /** How many signatures of one message are looked at. */
        static final int SIGNATURES_MAX = 100;
    }
}
