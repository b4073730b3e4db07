package dev.serai.route.step;

import dev.serai.ingress.answer.Reply;
import dev.serai.route.step.AnswerTemplate.Form;
import dev.serai.route.step.RequestParts.Place;
import dev.serai.signing.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A question that a provider asks before it sends webhooks, and what it wants to hear. Its options:
 *
 * <ul>
 *   <li>{@code method} (POST) and {@code when}: what makes a request this question; conditions with
 *       commas, {@code json:/type=url_verification} or only {@code query:challenge} for one that is
 *       there; all must hold
 *   <li>{@code expect}, the place of a token that must be the option {@code token}
 *   <li>{@code status} (200), {@code contentType} (text/plain), {@code body} and {@code headers}
 *       ({@code Name=text;Name=text}): the answer; {@code {query:challenge}} and the like are parts
 *       of the question, each of which must be there
 *   <li>{@code secret}: what {@code {hmac:json:/plainToken}} is made with
 *   <li>{@code learn}: the place of a secret that the question brings; {@code ingress:verify} with
 *       the option {@code learns} takes it for the source's
 *   <li>{@code visit}: the place of an address of Amazon SNS that is to be got before the answer;
 *       behind {@code ingress:verify} only
 *   <li>{@code as}: all of it for asana, notion or aws-sns
 * </ul>
 */
final class Handshake {

    /** The names of the options. */
    static final Set<String> NAMES =
            Set.of(
                    "method",
                    "when",
                    "expect",
                    "token",
                    "status",
                    "contentType",
                    "body",
                    "headers",
                    "secret",
                    "learn",
                    "visit",
                    "as");

    private static final Map<String, Map<String, String>> PRESETS =
            Map.of(
                    "asana",
                    Map.of(
                            "when", "header:X-Hook-Secret",
                            "learn", "header:X-Hook-Secret",
                            "headers", "X-Hook-Secret={header:X-Hook-Secret}"),
                    "notion",
                    Map.of(
                            "when", "json:/verification_token",
                            "learn", "json:/verification_token"),
                    "aws-sns",
                    Map.of(
                            "when", "json:/Type=SubscriptionConfirmation",
                            "visit", "json:/SubscribeURL"));

    private static final Pattern SNS =
            Pattern.compile(
                    "https://sns\\.[a-zA-Z0-9-]{3,32}\\.amazonaws\\.com(\\.cn)?/\\?[a-zA-Z0-9%&=._~:+/-]{1,2000}");

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT");
    private static final Set<String> BODILESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9-]{1,100}");
    private static final Set<String> NOT_ITS_OWN =
            Set.of("set-cookie", "content-length", "content-type", "transfer-encoding");

    private final String method;
    private final List<Condition> when;
    private final @Nullable Place expect;
    private final String token;
    private final int status;
    private final String contentType;
    private final AnswerTemplate body;
    private final Map<String, AnswerTemplate> headers;
    private final @Nullable Place learn;
    private final @Nullable Place visit;

    private Handshake(StepOptions options) {
        this.method = options.text("method", "POST");
        this.when = conditions(options.text("when", ""));
        this.expect = place(options, "expect");
        this.learn = place(options, "learn");
        this.visit = place(options, "visit");
        this.token = options.secret("token");
        this.status = options.number("status", 200, 200, 299);
        this.contentType = AnswerStep.contentType(options.text("contentType", AnswerStep.TEXT));
        String secret = options.secret("secret");
        this.body = new AnswerTemplate(options.text("body", ""), secret);
        this.headers = headers(options.text("headers", ""), secret);
    }

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if one is not what it must be
     */
    static Handshake of(StepOptions options) {
        String as = options.text("as", "");
        if (!as.isEmpty() && !PRESETS.containsKey(as)) {
            throw new IllegalArgumentException("the option as is asana, notion or aws-sns");
        }
        Handshake handshake = new Handshake(options.or(PRESETS.getOrDefault(as, Map.of())));
        if (!METHODS.contains(handshake.method)) {
            throw new IllegalArgumentException(
                    "the option method is one of GET, HEAD, OPTIONS, POST, PUT");
        }
        if (!BODILESS.contains(handshake.method) && handshake.when.isEmpty()) {
            throw new IllegalArgumentException(
                    "a handshake by "
                            + handshake.method
                            + " needs the option when: any webhook"
                            + " would be taken for it");
        }
        if (handshake.expect != null && handshake.token.isEmpty()) {
            throw new IllegalArgumentException("the option expect needs the option token");
        }
        return handshake;
    }

    private static @Nullable Place place(StepOptions options, String name) {
        String text = options.text(name, "");
        return text.isEmpty() ? null : Place.of(text);
    }

    /** The secret that the question brings; null if it brings none. */
    @Nullable Secret learned(RequestParts request) {
        String value = learn == null ? null : request.value(learn);
        return value == null || value.isBlank() ? null : Secret.of(value);
    }

    /** Whether a place is to be visited before the answer. */
    boolean visits() {
        return visit != null;
    }

    /** The place to visit; null if it is not Amazon SNS's. */
    @Nullable URI visited(RequestParts request) {
        String value = visit == null ? null : request.value(visit);
        return value != null && SNS.matcher(value).matches() ? URI.create(value) : null;
    }

    /** A condition: a value is there, or is a certain one. */
    private record Condition(Place place, @Nullable String value) {

        static Condition of(String text) {
            int equals = text.indexOf('=');
            return equals < 0
                    ? new Condition(Place.of(text), null)
                    : new Condition(
                            Place.of(text.substring(0, equals)), text.substring(equals + 1));
        }

        boolean holds(RequestParts request) {
            String found = request.value(place);
            return found != null && (value == null || value.equals(found));
        }
    }

    private static List<Condition> conditions(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(condition -> !condition.isEmpty())
                .map(Condition::of)
                .toList();
    }

    private static Map<String, AnswerTemplate> headers(String text, String secret) {
        Map<String, AnswerTemplate> headers = new LinkedHashMap<>();
        for (String line : text.split(";")) {
            int equals = line.indexOf('=');
            String name = line.substring(0, Math.max(equals, 0)).strip();
            if (!line.isBlank()) {
                if (!HEADER_NAME.matcher(name).matches()
                        || NOT_ITS_OWN.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                    throw new IllegalArgumentException(
                            "the option headers is Name=text;Name=text, of headers that are not"
                                    + " the hub's own");
                }
                headers.put(name, new AnswerTemplate(line.substring(equals + 1).strip(), secret));
            }
        }
        return headers;
    }

    /** Whether a request is this question. */
    boolean isAsked(RequestParts request) {
        return request.request().method().equals(method)
                && when.stream().allMatch(condition -> condition.holds(request));
    }

    /** Whether who asks knows the token, if there is one. */
    boolean isExpected(RequestParts request) {
        if (expect == null) {
            return true;
        }
        String given = request.value(expect);
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8),
                        token.getBytes(StandardCharsets.UTF_8));
    }

    /** The answer; null if the request lacks a part of it, and so is not this question. */
    @Nullable Reply reply(RequestParts request) {
        Form form = contentType.contains("json") ? Form.JSON : Form.PLAIN;
        String text = body.fill(request, form);
        if (text == null) {
            return null;
        }
        Map<String, String> lines = new LinkedHashMap<>();
        // What a stranger says comes back: no browser may make anything of it.
        lines.put("X-Content-Type-Options", "nosniff");
        for (Map.Entry<String, AnswerTemplate> header : headers.entrySet()) {
            String value = header.getValue().fill(request, Form.HEADER);
            if (value == null) {
                return null;
            }
            lines.put(header.getKey(), value);
        }
        return new Reply(status, contentType, lines, text.getBytes(StandardCharsets.UTF_8));
    }
}
