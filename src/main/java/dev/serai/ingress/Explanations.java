package dev.serai.ingress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.signing.Explanation;
import org.jspecify.annotations.Nullable;

/** How verifications were worked, as JSON to be kept. */
final class Explanations {

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private Explanations() {}

    static String write(Explanation explanation) {
        try {
            return JSON.writeValueAsString(explanation);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are JSON", e);
        }
    }

    static @Nullable Explanation read(@Nullable String json) {
        try {
            return json == null ? null : JSON.readValue(json, Explanation.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds no explanation", e);
        }
    }
}
