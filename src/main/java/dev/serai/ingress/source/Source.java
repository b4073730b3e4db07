package dev.serai.ingress.source;

import dev.serai.ingress.arrival.HeaderLines;
import dev.serai.ingress.mapped.EventFields;
import dev.serai.outbox.DedupeKey;
import dev.serai.outbox.RawRequest;
import dev.serai.signing.Explanation;
import dev.serai.signing.Scheme;
import dev.serai.signing.Secret;
import dev.serai.signing.Verification;
import dev.serai.signing.Verifier;
import dev.serai.signing.message.DraftMessage;
import dev.serai.tenant.Owner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place that webhooks come in at, {@code /in/{name}}.
 *
 * @param name what it is called
 * @param owner whose its events are
 * @param proof how a webhook proves who sent it
 * @param dedupe what makes two webhooks the same one
 * @param rate how many a second it takes
 */
public record Source(
        String name, Owner owner, Proof proof, List<DedupeRule> dedupe, RateLimit rate) {

    private static final Pattern URL = Pattern.compile("https?://[^/?#\\s]+[^#\\s]*");
    private static final DedupeRule BY_ORIGIN_ID = new DedupeRule.OriginId();
    private static final DedupeRule BY_BEING_ONE = new DedupeRule.Once();
    private static final DedupeRule NOTHING_MORE = new DedupeRule.Nothing();

    public Source {
        dedupe = List.copyOf(dedupe);
    }

    /**
     * How a webhook proves who sent it.
     *
     * @param scheme the provider's scheme
     * @param verifier it with the source's secrets
     * @param current tells the secret that the provider has now, if it is known here
     * @param url the URL that the provider was told, for schemes that sign it; or empty
     */
    public record Proof(
            Scheme scheme, Verifier verifier, Supplier<Optional<Secret>> current, String url) {

        /**
         * The proof of a scheme.
         *
         * @throws IllegalArgumentException if the URL is missing or none, or a secret does not fit
         */
        public static Proof of(Scheme scheme, List<Secret> secrets, String url) {
            return of(scheme, scheme.with(secrets), () -> secrets.stream().findFirst(), url);
        }

        /**
         * The same, of a scheme that is ready to check messages.
         *
         * @param current tells the secret that the provider has now, if it is known
         */
        public static Proof of(
                Scheme scheme, Verifier verifier, Supplier<Optional<Secret>> current, String url) {
            if (scheme.signsUrl() && url.isEmpty()) {
                throw new IllegalArgumentException(
                        "the provider signs the URL, so the option url must say what it was told");
            }
            if (!url.isEmpty() && !URL.matcher(url).matches()) {
                throw new IllegalArgumentException(
                        "url begins with https:// or http:// and a host, unlike " + url);
            }
            return new Proof(scheme, verifier, current, url);
        }

        /** Whether what checks a webhook is enough to make one. */
        public boolean canSign() {
            return scheme.signsWithItsSecret();
        }

        /**
         * Signs a message as the provider would.
         *
         * @throws IllegalArgumentException if that cannot be done, without telling the secret
         */
        public DraftMessage sign(DraftMessage message, Instant now) {
            Secret secret =
                    current.get()
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "there is no secret to sign with yet"));
            return scheme.sign(message, secret, now);
        }

        /** Checks a request. */
        public Verification verify(RawRequest request, Instant now) {
            return verifier.verify(new SignedRequest(request, url), now);
        }

        /** Checks a request in the same way and tells each step. */
        public Explanation explain(RawRequest request, Instant now) {
            return verifier.explain(new SignedRequest(request, url), now);
        }
    }

    /** A header of a dedupe rule that came with two values: which one counts cannot be known. */
    public boolean isAmbiguous(RawRequest request) {
        for (DedupeRule rule : dedupe) {
            String name = rule.headerName();
            if (name != null) {
                List<String> values = request.header(name);
                if (values.size() > 1 && values.stream().distinct().count() > 1) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether two webhooks with the same id of the provider's event are the same one. */
    public boolean knowsOriginIds() {
        return dedupe.contains(BY_ORIGIN_ID);
    }

    /** Whether two webhooks of what happens once are the same one, whatever ids they have. */
    public boolean knowsWhatHappensOnce() {
        return dedupe.contains(BY_BEING_ONE);
    }

    /** Whether two webhooks with the same value of a header are the same one. */
    public boolean knowsHeader(String name) {
        return dedupe.stream()
                .anyMatch(
                        rule ->
                                rule instanceof DedupeRule.Header header
                                        && header.name().equalsIgnoreCase(name));
    }

    /** Whether a header of a dedupe rule was left out when the request was kept. */
    public boolean lacksIds(RawRequest request) {
        return dedupe.stream()
                .map(DedupeRule::headerName)
                .anyMatch(
                        name ->
                                name != null
                                        && request.headers().stream()
                                                .filter(h -> h.name().equalsIgnoreCase(name))
                                                .anyMatch(HeaderLines::isRedacted));
    }

    /**
     * The keys that the request alone gives; by its body if by nothing else, unless none is said.
     */
    public List<DedupeKey> keys(RawRequest request) {
        List<DedupeKey> keys = new ArrayList<>();
        for (DedupeRule rule : dedupe) {
            switch (rule) {
                case DedupeRule.Header header ->
                        value(request, header.name())
                                .ifPresent(value -> keys.add(headerKey(header.name(), value)));
                case DedupeRule.HeaderAndBody header ->
                        value(request, header.name())
                                .ifPresent(
                                        value -> keys.add(key("body of " + value, request.body())));
                case DedupeRule.Body body -> keys.add(bodyKey(request));
                case DedupeRule.Json json ->
                        json.value(request)
                                .ifPresent(
                                        value ->
                                                keys.add(
                                                        key(
                                                                DedupeRule.JSON + json.pointer(),
                                                                value.getBytes(
                                                                        StandardCharsets.UTF_8))));
                case DedupeRule.OriginId origin -> {
                    // Known only when the webhook has been mapped.
                }
                case DedupeRule.Once once -> {
                    // The same.
                }
                case DedupeRule.Nothing nothing -> {
                    // That there is such a rule is what counts.
                }
            }
        }
        return keys.isEmpty() && !dedupe.contains(NOTHING_MORE) ? List.of(bodyKey(request)) : keys;
    }

    private static Optional<String> value(RawRequest request, String header) {
        return request.header(header).stream().filter(value -> !value.isBlank()).findFirst();
    }

    /**
     * The keys of a webhook that has been mapped.
     *
     * @param known what {@link #keys(RawRequest)} gave
     */
    public List<DedupeKey> keys(List<DedupeKey> known, EventFields fields) {
        List<DedupeKey> mapped = keysOfMapping(fields);
        if (mapped.isEmpty()) {
            return known;
        }
        // Where only the mapping says what makes a copy, the body did but stand in for it.
        List<DedupeKey> keys =
                new ArrayList<>(dedupe.stream().allMatch(Source::isMapped) ? List.of() : known);
        keys.addAll(mapped);
        return keys;
    }

    private static boolean isMapped(DedupeRule rule) {
        return rule.equals(BY_ORIGIN_ID) || rule.equals(BY_BEING_ONE);
    }

    /** Whether an event is known again by what it is, whatever id its webhook has. */
    public boolean knowsAsOne(EventFields fields) {
        return fields.once() && fields.subject() != null && knowsWhatHappensOnce();
    }

    /**
     * The keys of one of several events that a webhook brings. The first one has the webhook's own:
     * as one event it would have had them too.
     *
     * @param keys what the request alone gives
     */
    public static List<DedupeKey> keysOfPart(List<DedupeKey> keys, int index) {
        return index == 0
                ? keys
                : keys.stream()
                        .map(key -> DedupeKey.of(key.value() + "/part", "" + index))
                        .toList();
    }

    /** What is the same in every copy of a request: that it came to this source, and its body. */
    public DedupeKey requestKey(RawRequest request) {
        return key("request", request.body());
    }

    /**
     * The keys that the mapping gives. They are all that a webhook has which is mapped at last: it
     * has claimed those that its request gave, for the id it was promised, so they say nothing any
     * more.
     */
    public List<DedupeKey> keysOfMapping(EventFields fields) {
        List<DedupeKey> keys = new ArrayList<>(2);
        if (fields.originId() != null && knowsOriginIds()) {
            keys.add(originKey(fields.originId()));
        }
        if (knowsAsOne(fields)) {
            keys.add(key("once:" + fields.type(), bytes(fields.subject())));
        }
        return keys;
    }

    private DedupeKey originKey(String originId) {
        return key("originid", bytes(originId));
    }

    private static byte[] bytes(@Nullable String text) {
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }

    private DedupeKey headerKey(String header, String value) {
        return key(
                "header:" + header.toLowerCase(Locale.ROOT),
                value.getBytes(StandardCharsets.ISO_8859_1));
    }

    private DedupeKey bodyKey(RawRequest request) {
        return key("body", request.body());
    }

    private DedupeKey key(String kind, byte[] identity) {
        return DedupeKey.of(owner.tenant() + "/" + name + "/" + kind, identity);
    }
}
