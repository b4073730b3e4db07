package dev.serai.signing.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import dev.serai.signing.Secret;
import dev.serai.signing.keys.Documents;
import dev.serai.signing.keys.Documents.Unavailable;
import dev.serai.signing.keys.Documents.Wanted;
import dev.serai.signing.message.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the keys of tokens come from. */
public sealed interface JwtKeys {

    /** How old a key set may be in which a token's key is not found. */
    Duration DOUBTED = Duration.ofMinutes(1);

    /**
     * The keys of a source.
     *
     * @throws IllegalArgumentException if the secrets are none, without telling them
     */
    Source with(List<Secret> secrets);

    /** What a token that is made here calls its key; null if it need not say. */
    default @Nullable String idOfSamples() {
        return null;
    }

    /** Keys that are ready. Thread-safe. */
    interface Source {

        /**
         * The keys that a token may be signed with; those of the current secret first.
         *
         * @param id the key's id as the token says; empty if it says none
         */
        List<JWK> find(String id, Instant now) throws Unavailable, ParseException;
    }

    /** They are the secret: a key set or a key, as JSON; or a text that is known to both. */
    record Configured(boolean shared) implements JwtKeys {
        @Override
        public Source with(List<Secret> secrets) {
            if (secrets.isEmpty()) {
                throw new IllegalArgumentException("there is no secret");
            }
            List<JWK> keys = secrets.stream().flatMap(this::keys).toList();
            return (id, now) -> choose(keys, id);
        }

        private Stream<JWK> keys(Secret secret) {
            try {
                return shared
                        ? Stream.of(new OctetSequenceKey.Builder(secret.utf8()).build())
                        : set(secret.reveal()).getKeys().stream();
            } catch (ParseException | IllegalArgumentException e) {
                throw new IllegalArgumentException("the secret is no JSON Web Key Set");
            }
        }
    }

    /** They are fetched as a key set (RFC 7517). */
    record Fetched(Documents documents, URI place) implements JwtKeys {
        @Override
        public Source with(List<Secret> secrets) {
            return (id, now) -> {
                List<JWK> found = choose(fetch(Documents.LIFETIME), id);
                return found.isEmpty() ? choose(fetch(DOUBTED), id) : found;
            };
        }

        private List<JWK> fetch(Duration ageMax) throws Unavailable, ParseException {
            return set(text(documents.fetch(Wanted.at(place), ageMax))).getKeys();
        }
    }

    /** Plaid's are asked for one by one; the secret is {@code client_id:secret} of its API. */
    record Plaid(Documents documents, URI place) implements JwtKeys {

        private static final int ID_LENGTH_MAX = 64;

        /** Without an id there is nothing to ask for. */
        @Override
        public String idOfSamples() {
            return "sample";
        }

        @Override
        public Source with(List<Secret> secrets) {
            if (secrets.isEmpty()
                    || !secrets.stream().allMatch(secret -> secret.reveal().contains(":"))) {
                throw new IllegalArgumentException(
                        "the secret for plaid's keys is written client_id:secret");
            }
            String[] credentials = secrets.getFirst().reveal().split(":", 2);
            return (id, now) -> find(credentials, id, now);
        }

        private List<JWK> find(String[] credentials, String id, Instant now)
                throws Unavailable, ParseException {
            if (!id.matches("[a-zA-Z0-9-]{1," + ID_LENGTH_MAX + "}")) {
                return List.of();
            }
            ObjectNode question = JsonNodeFactory.instance.objectNode();
            question.put("client_id", credentials[0]).put("secret", credentials[1]);
            question.put("key_id", id);
            byte[] answer =
                    documents.fetch(
                            new Wanted(place, text(Json.write(question))), Documents.LIFETIME);
            JsonNode key = Json.read(answer).path("key");
            JsonNode expired = key.path("expired_at");
            return key.isObject()
                            && (!expired.isNumber() || expired.asLong() > now.getEpochSecond())
                    ? choose(List.of(JWK.parse(key.toString())), id)
                    : List.of();
        }
    }

    private static JWKSet set(String json) throws ParseException {
        return json.contains("\"keys\"") ? JWKSet.parse(json) : new JWKSet(JWK.parse(json));
    }

    /** The keys of an id; all of them if the token or the only key says none. */
    private static List<JWK> choose(List<JWK> keys, String id) {
        return keys.stream()
                .filter(
                        key ->
                                id.isEmpty() && keys.size() <= 2
                                        || key.getKeyID() == null
                                        || id.equals(key.getKeyID()))
                .toList();
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
