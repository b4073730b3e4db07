package dev.serai.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.seal.Seal;
import dev.serai.signing.Secret;
import dev.serai.signing.outbound.WebhookKey;
import dev.serai.subscription.secret.CredentialsColumn;
import dev.serai.subscription.secret.EndpointSecrets;
import dev.serai.subscription.secret.FadingKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How an endpoint's secrets stand in its row: sealed together, with its credentials, and with the
 * headers that it gets, since these may hold a token.
 */
final class SecretColumn {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<Map<String, String>>> LIST = new TypeReference<>() {};

    /** What stood there when it held nothing but a key. */
    private static final String KEY_ALONE = "wh";

    private final Seal seal;

    SecretColumn(Seal seal) {
        this.seal = seal;
    }

    String write(String endpoint, EndpointSecrets secrets, Map<String, String> headers) {
        Map<String, String> texts = new HashMap<>();
        texts.put("key", secrets.key().secret().reveal());
        if (!secrets.previous().isEmpty()) {
            texts.put(
                    "previous",
                    json(
                            secrets.previous().stream()
                                    .map(
                                            old ->
                                                    Map.of(
                                                            "key",
                                                            old.key().secret().reveal(),
                                                            "until",
                                                            old.until().toString()))
                                    .toList()));
        }
        if (!headers.isEmpty()) {
            texts.put("headers", json(headers));
        }
        CredentialsColumn.write(secrets.credentials(), texts);
        return seal.write(meantFor(endpoint), texts);
    }

    /** Secrets that cannot be read are told as such: their endpoint's events wait. */
    Content read(String endpoint, String column, String plainHeaders) {
        if (column.startsWith(KEY_ALONE)) {
            return new Content(
                    EndpointSecrets.of(WebhookKey.of(Secret.of(column))),
                    parsed(plainHeaders, TEXTS));
        }
        try {
            Map<String, String> texts = seal.read(meantFor(endpoint), column);
            return new Content(
                    new EndpointSecrets(
                            WebhookKey.of(Secret.of(String.valueOf(texts.get("key")))),
                            previous(texts.getOrDefault("previous", "[]")),
                            CredentialsColumn.read(texts)),
                    parsed(texts.getOrDefault("headers", "{}"), TEXTS));
        } catch (Seal.Unreadable e) {
            return new Content(EndpointSecrets.UNREADABLE, Map.of());
        }
    }

    /** What to store instead, as the seal is now. */
    String again(String endpoint, String column, String plainHeaders) {
        Content content = read(endpoint, column, plainHeaders);
        return content.secrets.isReadable()
                ? write(endpoint, content.secrets, content.headers)
                : column;
    }

    /** How what is sealed with the current key begins. */
    String currentPrefix() {
        return seal.currentPrefix();
    }

    private static String meantFor(String endpoint) {
        return "endpoint " + endpoint;
    }

    private static List<FadingKey> previous(String json) {
        List<FadingKey> keys = new ArrayList<>();
        for (Map<String, String> old : parsed(json, LIST)) {
            keys.add(
                    new FadingKey(
                            WebhookKey.of(Secret.of(String.valueOf(old.get("key")))),
                            Instant.parse(String.valueOf(old.get("until")))));
        }
        return keys;
    }

    private static <T> T parsed(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("serai.endpoint holds something else than texts");
        }
    }

    private static String json(Object texts) {
        try {
            return JSON.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON");
        }
    }

    /** What the column says. */
    record Content(EndpointSecrets secrets, Map<String, String> headers) {}
}
