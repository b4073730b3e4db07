package dev.serai.signing.recipe;

import dev.serai.signing.Secret;
import dev.serai.signing.Verdict;
import dev.serai.signing.algorithm.Algorithm;
import dev.serai.signing.message.DraftMessage;
import dev.serai.signing.message.Given;
import dev.serai.signing.message.Place;
import dev.serai.signing.message.SignedMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A signature over a template: what nine of ten providers do, whether by an HMAC, a plain hash or a
 * public key.
 */
public final class Recipe implements SigningScheme {

    private final Algorithm algorithm;
    private final Location location;
    private final Template template;
    private final @Nullable TimestampRule timestamp;
    private final List<Place> restsOn;
    private final boolean readsJson;
    private final boolean readsForm;

    /**
     * A recipe.
     *
     * @param timestamp null for a scheme without one
     * @throws IllegalArgumentException if the parts do not fit together
     */
    public Recipe(
            Algorithm algorithm,
            Location location,
            Template template,
            @Nullable TimestampRule timestamp) {
        this.algorithm = algorithm;
        this.location = location;
        this.template = template;
        this.timestamp = timestamp;
        this.restsOn =
                Stream.concat(
                                template.places().stream(),
                                Stream.ofNullable(timestamp).map(TimestampRule::place))
                        .distinct()
                        .toList();
        List<Place> all = Stream.concat(restsOn.stream(), location.places().stream()).toList();
        this.readsJson = all.stream().anyMatch(Place::isJson);
        this.readsForm =
                template.signsForm() || all.stream().anyMatch(Place.Field.class::isInstance);
        check();
    }

    private void check() {
        if (template.signsTimestamp() && timestamp == null) {
            throw new IllegalArgumentException("{ts} is signed, but no timestamp is named");
        }
        if (timestamp != null && !timestamp.pair().isEmpty()) {
            location.checkPaired();
        }
        if (template.signsSecret() != algorithm instanceof Algorithm.PlainHash) {
            throw new IllegalArgumentException(
                    "the scheme hash signs the {secret} as a part of its text, and no other does");
        }
        boolean inBody = location.places().stream().anyMatch(place -> place.isInBody());
        if (inBody && (template.signsBody() || template.signsForm())) {
            throw new IllegalArgumentException(
                    "a signature that stands in the body cannot sign the whole body");
        }
    }

    @Override
    public Algorithm algorithm() {
        return algorithm;
    }

    @Override
    public @Nullable TimestampRule timestamp() {
        return timestamp;
    }

    Location location() {
        return location;
    }

    Template template() {
        return template;
    }

    @Override
    public String describe() {
        return location.describe();
    }

    /** The same with the signature elsewhere. */
    Recipe at(Location other) {
        return new Recipe(algorithm, other, template, timestamp);
    }

    /** The same by another algorithm. */
    Recipe by(Algorithm other) {
        return new Recipe(other, location, template, timestamp);
    }

    /** The same over another text. */
    Recipe over(Template other) {
        return new Recipe(algorithm, location, other, timestamp);
    }

    @Override
    public boolean signsUrl() {
        return template.signsUrl();
    }

    @Override
    public Reading read(SignedMessage message) {
        Given given = given(message);
        for (Place place : restsOn) {
            if (place.isAmbiguous(given)) {
                return ambiguous(place);
            }
        }
        List<String> found = new ArrayList<>(2);
        for (Place place : location.places()) {
            if (place.isAmbiguous(given)) {
                return ambiguous(place);
            }
            addFilled(found, place.values(given));
        }
        if (found.isEmpty()) {
            return new Reading.Fault(Verdict.MISSING, "There is nothing at " + location.written());
        }
        String time = timestamp == null ? "" : timestamp.read(given, location, found.getFirst());
        return new Reading.Claims(
                List.of(
                        new Reading.Claim(
                                "request",
                                found,
                                location.decode(found),
                                template.texts(given, time))),
                time);
    }

    @Override
    public DraftMessage sign(DraftMessage message, Secret key, Instant now) {
        String time = timestamp == null ? "" : timestamp.write(now);
        boolean paired = timestamp != null && !timestamp.pair().isEmpty();
        DraftMessage timed =
                timestamp == null || paired ? message : timestamp.place().write(message, time);
        byte[] signature = algorithm.sign(key, template.resolve(given(timed), time));
        String pair = paired ? timestamp.pair() + "=" + time : "";
        String value = location.syntax().write(pair, location.encoding().encode(signature));
        return location.places().getFirst().write(timed, value);
    }

    Given given(SignedMessage message) {
        return Given.of(message, readsJson, readsForm);
    }

    private static void addFilled(List<String> found, List<String> values) {
        for (String value : values) {
            if (!value.isBlank() && found.size() < Reading.Claim.SIGNATURES_MAX) {
                found.add(value.strip());
            }
        }
    }

    private static Reading.Fault ambiguous(Place place) {
        return new Reading.Fault(
                Verdict.AMBIGUOUS, place.written() + " came twice with different values");
    }
}
