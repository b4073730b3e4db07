package dev.serai.signing.recipe;

import dev.serai.signing.algorithm.Encoding;
import dev.serai.signing.message.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a signature stands and how it is written there.
 *
 * @param places the places it may stand at; each is looked at
 */
public record Location(List<Place> places, SignatureSyntax syntax, Encoding encoding) {

    public Location {
        places = List.copyOf(places);
    }

    /** Signatures without those that are not of the syntax or the encoding. */
    List<byte[]> decode(List<String> found) {
        List<byte[]> decoded = new ArrayList<>(found.size());
        for (String value : found) {
            for (String signature : syntax.signatures(value)) {
                byte[] bytes = encoding.decode(signature);
                if (bytes.length > 0 && decoded.size() < Reading.Claim.SIGNATURES_MAX) {
                    decoded.add(bytes);
                }
            }
        }
        return decoded;
    }

    /** What parts the pairs of a signature's value. */
    String separator() {
        return syntax instanceof SignatureSyntax.Pairs pairs
                ? pairs.separator()
                : SignatureSyntax.PAIR_SEPARATOR;
    }

    /**
     * Checks that a pair beside the signature can be found.
     *
     * @throws IllegalArgumentException if there may be several signatures, each with pairs
     */
    void checkPaired() {
        if (places.size() != 1 || !(places.getFirst() instanceof Place.Header)) {
            throw new IllegalArgumentException(
                    "a timestamp that is a pair of the signature needs a signature in one header,"
                            + " header:NAME");
        }
    }

    Location written(SignatureSyntax other) {
        return new Location(places, other, encoding);
    }

    Location encodedIn(Encoding other) {
        return new Location(places, syntax, other);
    }

    /** Where it is and how it is written, for a person. */
    String describe() {
        return encoding + syntax.describe() + " at " + written();
    }

    /** As it is written. */
    String written() {
        return places.stream().map(Place::written).collect(Collectors.joining(","));
    }
}
