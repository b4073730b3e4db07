package dev.serai.subscription.secret;

import dev.serai.signing.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A client of an OAuth 2.0 authorization server: how access tokens are got by client credentials
 * (RFC 6749, 4.4). Immutable; prints no secret.
 *
 * @param url the token endpoint: one that events could be posted to
 * @param id the client's id
 * @param secret the client's secret
 * @param sent where the server wants both
 * @param scopes what the tokens are to be good for; none for what the server thinks right
 * @param parameters sent with the request, beside those of the protocol
 * @param headers sent with the request, beside those of the protocol
 */
public record TokenClient(
        URI url,
        String id,
        Secret secret,
        Sent sent,
        List<String> scopes,
        Map<String, String> parameters,
        Map<String, String> headers) {

    /** Where the client's id and secret are sent (RFC 6749, 2.3.1). */
    public enum Sent {
        /** In the header of HTTP's basic authentication. */
        BASIC,
        /** In the body, as parameters. */
        BODY
    }

    public TokenClient {
        scopes = List.copyOf(scopes);
        parameters = Map.copyOf(parameters);
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "TokenClient(hidden)";
    }
}
