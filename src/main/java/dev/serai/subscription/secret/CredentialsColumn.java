package dev.serai.subscription.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.signing.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How credentials stand among the texts that are sealed together in an endpoint's row. */
public final class CredentialsColumn {

    private static final String TOKENS = "oauth";
    private static final String IDENTITY = "mtls";
    private static final ObjectMapper JSON = new ObjectMapper();

    private CredentialsColumn() {}

    /** Puts them in. */
    public static void write(Credentials credentials, Map<String, String> texts) {
        TokenClient client = credentials.tokens();
        if (client != null) {
            ObjectNode object = JSON.createObjectNode();
            object.put("url", client.url().toString());
            object.put("id", client.id());
            object.put("secret", client.secret().reveal());
            object.put("sent", client.sent().name());
            object.set("scopes", JSON.valueToTree(client.scopes()));
            object.set("parameters", JSON.valueToTree(client.parameters()));
            object.set("headers", JSON.valueToTree(client.headers()));
            texts.put(TOKENS, object.toString());
        }
        ClientIdentity identity = credentials.identity();
        if (identity != null) {
            texts.put(IDENTITY, identity.pem().reveal());
        }
    }

    /** Takes them out. */
    public static Credentials read(Map<String, String> texts) {
        String pem = texts.get(IDENTITY);
        return new Credentials(
                client(texts.get(TOKENS)), pem == null ? null : new ClientIdentity(Secret.of(pem)));
    }

    private static @Nullable TokenClient client(@Nullable String json) {
        if (json == null) {
            return null;
        }
        JsonNode object = parsed(json);
        List<String> scopes = new ArrayList<>();
        object.path("scopes").forEach(scope -> scopes.add(scope.asText()));
        return new TokenClient(
                URI.create(object.path("url").asText()),
                object.path("id").asText(),
                Secret.of(object.path("secret").asText()),
                TokenClient.Sent.valueOf(object.path("sent").asText()),
                scopes,
                texts(object.path("parameters")),
                texts(object.path("headers")));
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
        return texts;
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("serai.endpoint holds something else than credentials");
        }
    }
}
