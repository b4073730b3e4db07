package dev.serai.api.endpoint;

import dev.serai.subscription.secret.TokenClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Where an endpoint's access tokens come from, as the outbound API shows it: without secrets. */
record OauthView(
        String grantType,
        String authMethod,
        String clientId,
        String tokenUrl,
        List<String> scopes,
        Map<String, String> extraParams,
        Map<String, String> extraHeaders) {

    /** What is called so may be a secret. */
    private static final Pattern SENSITIVE =
            Pattern.compile("(?i).*(secret|passw|token|assertion|auth|key|cookie|credential).*");

    private static final String HIDDEN = "***";

    static OauthView of(TokenClient client) {
        return new OauthView(
                OauthFields.CLIENT_CREDENTIALS,
                switch (client.sent()) {
                    case BASIC -> OauthFields.BASIC;
                    case BODY -> OauthFields.POST;
                },
                client.id(),
                client.url().toString(),
                client.scopes(),
                shown(client.parameters()),
                shown(client.headers()));
    }

    private static Map<String, String> shown(Map<String, String> texts) {
        Map<String, String> shown = new TreeMap<>();
        texts.forEach(
                (name, value) ->
                        shown.put(name, SENSITIVE.matcher(name).matches() ? HIDDEN : value));
        return shown;
    }
}
