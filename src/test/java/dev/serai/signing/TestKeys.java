package dev.serai.signing;

import dev.serai.signing.keys.Documents;
import dev.serai.signing.keys.KeySources;
import java.nio.charset.StandardCharsets;
import java.security.cert.TrustAnchor;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Documents that are told beforehand, by their URLs; all others are not to be had. */
public record TestKeys(Map<String, String> documents) implements Documents {

    public static final KeySources NONE = of(Map.of());

    public static KeySources of(Map<String, String> documents) {
        return of(documents, Set.of());
    }

    public static KeySources of(Map<String, String> documents, Set<TrustAnchor> anchors) {
        return new KeySources(new TestKeys(documents), anchors);
    }

    @Override
    public byte[] fetch(Wanted wanted, Duration ageMax) throws Unavailable {
        String document = documents.get(wanted.uri().toString());
        if (document == null) {
            throw new Unavailable("there is no " + wanted);
        }
        return document.getBytes(StandardCharsets.UTF_8);
    }
}
