package dev.serai.route.connector;

import dev.serai.signing.message.DraftMessage;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * A part of a signed sample. Its bytes stand as the characters that they are in Latin-1.
 *
 * @param place the name of a header, or one of the others
 */
record SignedPart(SignedSample sample, String place) {

    private static final String BODY = "the body";
    private static final String QUERY = "the query";

    /** What a signature may be of, or stand in. */
    static Stream<SignedPart> of(SignedSample sample) {
        return Stream.concat(sample.proofs().stream(), Stream.of(BODY, QUERY))
                .map(place -> new SignedPart(sample, place))
                .filter(part -> !part.value().isEmpty());
    }

    String value() {
        DraftMessage sent = sample.sent();
        return switch (place) {
            case BODY -> new String(sent.body(), StandardCharsets.ISO_8859_1);
            case QUERY -> sent.query();
            default -> sent.header(place).getFirst();
        };
    }

    DraftMessage with(String value) {
        DraftMessage sent = sample.sent();
        return switch (place) {
            case BODY -> sent.withBody(value.getBytes(StandardCharsets.ISO_8859_1));
            case QUERY ->
                    new DraftMessage(
                            sent.method(),
                            sent.url().replace("?" + sent.query(), "?" + value),
                            sent.headers(),
                            sent.body());
            default -> sent.withHeader(place, value);
        };
    }

    /** Whether every byte of it is signed, and not what some of them mean. */
    boolean isWholeBody() {
        return place.equals(BODY) && sample.coversTheBody();
    }

    boolean isHeader() {
        return !place.equals(BODY) && !place.equals(QUERY);
    }

    @Override
    public String toString() {
        return place + " of " + sample;
    }
}
