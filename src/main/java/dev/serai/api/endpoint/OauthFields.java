package dev.serai.api.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.serai.api.Fields;
import dev.serai.signing.Secret;
import dev.serai.subscription.AllowedUrls;
import dev.serai.subscription.secret.TokenClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads where an endpoint's access tokens come from, in the words of Svix. */
final class OauthFields {

    /** The client's id and secret in the header of basic authentication. */
    static final String BASIC = "clientSecretBasic";

    /** Both in the body. */
    static final String POST = "clientSecretPost";

    static final String CLIENT_CREDENTIALS = "clientCredentials";

    private static final Set<String> KNOWN =
            Set.of(
                    "grantType",
                    "authMethod",
                    "jwtParams",
                    "clientId",
                    "clientSecret",
                    "tokenUrl",
                    "scopes",
                    "extraParams",
                    "refreshToken",
                    "extraHeaders");

    /** What the protocol itself says in the body. */
    private static final Set<String> RESERVED =
            Set.of("grant_type", "scope", "client_id", "client_secret");

    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,256}");
    private static final int LENGTH_MAX = 4_096;
    private static final int SCOPES_MAX = 64;

    private OauthFields() {}

    static TokenClient read(JsonNode body, AllowedUrls allowed) {
        Fields fields = Fields.of(body).known(KNOWN);
        oneOf(fields, "grantType", CLIENT_CREDENTIALS);
        String method = oneOf(fields, "authMethod", BASIC, POST);
        fields.refuse("jwtParams", NullNode.instance, "use " + BASIC + " or " + POST);
        fields.refuse("refreshToken", NullNode.instance, "use " + CLIENT_CREDENTIALS);
        return new TokenClient(
                EndpointFields.url(fields, "tokenUrl", allowed).uri(),
                fields.requiredText("clientId", LENGTH_MAX),
                Secret.of(fields.requiredText("clientSecret", LENGTH_MAX)),
                method.equals(BASIC) ? TokenClient.Sent.BASIC : TokenClient.Sent.BODY,
                scopes(fields),
                parameters(fields),
                headers(fields));
    }

    private static String oneOf(Fields fields, String name, String... choices) {
        String text = fields.requiredText(name, LENGTH_MAX);
        if (!List.of(choices).contains(text)) {
            throw Fields.wrong("/" + name, "is " + String.join(" or ", choices) + " here");
        }
        return text;
    }

    private static List<String> scopes(Fields fields) {
        return fields.list(
                "scopes",
                SCOPES_MAX,
                text -> {
                    if (!SCOPE.matcher(text).matches()) {
                        throw new IllegalArgumentException(
                                "is 1 to 256 visible characters without quotation marks or \\");
                    }
                    return text;
                });
    }

    private static Map<String, String> parameters(Fields fields) {
        Map<String, String> parameters = fields.texts("extraParams");
        parameters.keySet().stream()
                .filter(RESERVED::contains)
                .findAny()
                .ifPresent(
                        name -> {
                            throw Fields.wrong(
                                    "/extraParams/" + name, "has a field of its own here");
                        });
        return parameters;
    }

    private static Map<String, String> headers(Fields fields) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(EndpointFields.headers(fields, "extraHeaders"));
        for (String name : List.of("Authorization", "Accept")) {
            if (headers.containsKey(name)) {
                throw Fields.wrong("/extraHeaders/" + name, "is set by the hub itself");
            }
        }
        return headers;
    }
}
