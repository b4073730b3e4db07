package dev.serai.signing.options;

import com.nimbusds.jose.JWSAlgorithm;
import dev.serai.signing.keys.Documents;
import dev.serai.signing.message.Place;
import dev.serai.signing.token.Jwt;
import dev.serai.signing.token.JwtKeys;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the scheme jwt from its options. */
final class JwtOptions {

    private static final Set<String> ALGORITHMS =
            Set.of("ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "HS256", "HS384", "HS512");

    private JwtOptions() {}

    static Jwt read(SchemeOptions options, Documents documents) {
        List<Place> places = options.signature();
        if (places.size() != 1) {
            throw new IllegalArgumentException("a jwt stands at one place");
        }
        String algorithm = options.text("algorithm", "");
        if (!ALGORITHMS.contains(algorithm)) {
            throw new IllegalArgumentException(
                    "the algorithm of a jwt is said: ES256, RS256 or HS256 (or 384, 512), not \""
                            + algorithm
                            + "\"");
        }
        return new Jwt(
                places.getFirst(),
                options.text("prefix", ""),
                JWSAlgorithm.parse(algorithm),
                keys(options, algorithm, documents),
                claims(options));
    }

    private static JwtKeys keys(SchemeOptions options, String algorithm, Documents documents) {
        boolean shared = algorithm.startsWith("HS");
        String where = options.text("keys", "");
        String form = options.text("key", shared ? "utf8" : "jwks");
        if (!form.equals(shared ? "utf8" : "jwks")) {
            throw new IllegalArgumentException("the key of a jwt is jwks, and utf8 for HS256");
        }
        if (where.isEmpty()) {
            return new JwtKeys.Configured(shared);
        }
        if (shared) {
            throw new IllegalArgumentException("the key of HS256 is the secret, not fetched");
        }
        return switch (where) {
            case "plaid" -> plaid("production", documents);
            case "plaid-sandbox" -> plaid("sandbox", documents);
            default -> new JwtKeys.Fetched(documents, https(where));
        };
    }

    private static JwtKeys plaid(String environment, Documents documents) {
        return new JwtKeys.Plaid(
                documents,
                URI.create("https://" + environment + ".plaid.com/webhook_verification_key/get"));
    }

    private static URI https(String text) {
        try {
            URI uri = URI.create(text);
            if ("https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Told below, with all that is no such URL.
        }
        throw new IllegalArgumentException(
                "keys is the https URL of a key set, plaid or plaid-sandbox, not " + text);
    }

    private static Jwt.Claims claims(SchemeOptions options) {
        Map<String, String> others = new LinkedHashMap<>();
        for (String claim : list(options.text("claims", ""))) {
            int equals = claim.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "claims is a list of name=value with commas, not " + claim);
            }
            others.put(claim.substring(0, equals), claim.substring(equals + 1));
        }
        return new Jwt.Claims(
                list(options.text("issuer", "")),
                options.text("audience", ""),
                others,
                options.text("bodyHashClaim", ""),
                options.duration("tolerance", "5m"));
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
