package dev.serai.api.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.serai.api.Fields;
import dev.serai.event.TypePattern;
import dev.serai.signing.Secret;
import dev.serai.signing.outbound.WebhookKey;
import dev.serai.subscription.AllowedUrls;
import dev.serai.subscription.EndpointSettings;
import dev.serai.subscription.EndpointUrl;
import dev.serai.subscription.ReservedHeaders;
import dev.serai.subscription.option.EndpointOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads an endpoint out of a request's body, whole or what is to be changed of it. */
public final class EndpointFields {

    private static final Pattern CHANNEL = Pattern.compile("[a-zA-Z0-9._:+-]{1,128}");
    private static final Pattern HEADER = Pattern.compile("[a-zA-Z0-9!#$%&'*+.^_`|~-]{1,128}");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7E\\t]*");
    private static final int TYPES_MAX = 1_000;
    private static final int CHANNELS_MAX = 10;
    private static final int DESCRIPTION_MAX = 4_096;

    private static final Set<String> FIELDS =
            Set.of(
                    "url",
                    "uid",
                    "description",
                    "eventTypes",
                    "filterTypes",
                    "channels",
                    "disabled",
                    "metadata",
                    "throttleRate",
                    "rateLimit",
                    "headers",
                    "secret",
                    "version");

    private static final Set<String> KNOWN =
            Stream.concat(FIELDS.stream(), OptionFields.NAMES.stream())
                    .collect(Collectors.toUnmodifiableSet());

    private final AllowedUrls allowed;

    EndpointFields(AllowedUrls allowed) {
        this.allowed = allowed;
    }

    /** The fields of a body that makes an endpoint. */
    static Fields ofNew(JsonNode body) {
        Fields fields = Fields.of(body).known(KNOWN);
        fields.refuse("version", IntNode.valueOf(1), "leave it out");
        return fields;
    }

    /** The fields of a body that changes one. */
    static Fields ofChange(JsonNode body) {
        Fields fields = ofNew(body);
        fields.refuse("secret", NullNode.instance, "a secret is given when an endpoint is made");
        return fields;
    }

    /**
     * The settings as a whole; headers and options stay if not given: most clients know of none.
     */
    EndpointSettings whole(Fields fields, Map<String, String> headers, EndpointOptions options) {
        return new EndpointSettings(
                fields.uid("uid"),
                url(fields),
                description(fields),
                types(fields),
                channels(fields),
                fields.flag("disabled", false),
                fields.texts("metadata"),
                fields.throttleRate(),
                fields.has("headers") ? headers(fields) : headers,
                OptionFields.changed(fields, options));
    }

    /** The settings with what the fields change. */
    EndpointSettings changed(Fields fields, EndpointSettings before) {
        return new EndpointSettings(
                fields.has("uid") ? fields.uid("uid") : before.uid(),
                fields.has("url") ? url(fields) : before.url(),
                fields.has("description") ? description(fields) : before.description(),
                fields.has("eventTypes") || fields.has("filterTypes")
                        ? types(fields)
                        : before.eventTypes(),
                fields.has("channels") ? channels(fields) : before.channels(),
                fields.flag("disabled", before.disabled()),
                fields.has("metadata") ? fields.texts("metadata") : before.metadata(),
                fields.hasThrottleRate() ? fields.throttleRate() : before.throttleRate(),
                fields.has("headers") ? headers(fields) : before.headers(),
                OptionFields.changed(fields, before.options()));
    }

    /** The secret that is given, or null for a new one. */
    @Nullable Secret secret(Fields fields) {
        String text = fields.text("secret", EndpointUrl.LENGTH_MAX);
        return text == null ? null : Fields.read("/secret", text, WebhookKey::chosen).secret();
    }

    /** The headers that are sent with every attempt. */
    static Map<String, String> headers(Fields fields) {
        return headers(fields, "headers");
    }

    /** Headers that may be sent, in a field. */
    static Map<String, String> headers(Fields fields, String field) {
        Map<String, String> headers = fields.texts(field);
        headers.forEach(
                (name, value) -> {
                    String pointer = "/" + field + "/" + name;
                    if (!HEADER.matcher(name).matches() || !HEADER_VALUE.matcher(value).matches()) {
                        throw Fields.wrong(pointer, "is no header that can be sent");
                    }
                    if (ReservedHeaders.holds(name)) {
                        throw Fields.wrong(pointer, "is set by the hub itself");
                    }
                });
        return headers;
    }

    private EndpointUrl url(Fields fields) {
        return url(fields, "url", allowed);
    }

    /** An URL that may be posted to, in a field. */
    static EndpointUrl url(Fields fields, String field, AllowedUrls allowed) {
        String text = fields.requiredText(field, Integer.MAX_VALUE);
        EndpointUrl url = Fields.read("/" + field, text, EndpointUrl::new);
        allowed.refusal(url)
                .ifPresent(
                        why -> {
                            throw Fields.wrong("/" + field, why);
                        });
        return url;
    }

    private static String description(Fields fields) {
        String text = fields.text("description", DESCRIPTION_MAX);
        return text == null ? "" : text;
    }

    /** Older libraries call it filterTypes. */
    private static List<TypePattern> types(Fields fields) {
        return fields.list(
                fields.has("eventTypes") ? "eventTypes" : "filterTypes",
                TYPES_MAX,
                TypePattern::of);
    }

    private static List<String> channels(Fields fields) {
        return fields.list("channels", CHANNELS_MAX, EndpointFields::channel);
    }

    public static String channel(String text) {
        if (!CHANNEL.matcher(text).matches()) {
            throw new IllegalArgumentException("is 1 to 128 characters of a-z A-Z 0-9 . _ : + -");
        }
        return text;
    }
}
