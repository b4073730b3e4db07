package dev.serai.relay.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.outbox.Place;
import dev.serai.outbox.Position;
import dev.serai.relay.batch.CannotContinue;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;

/**
 * A place as it is in the cursor topic: {@code {"incarnation":"...","pos":12,"at":"..."}}.
 *
 * @param incarnation the log it is of
 */
record StoredPlace(Place place, UUID incarnation) {

    private static final ObjectMapper JSON = new ObjectMapper();

    byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(
                    JSON.createObjectNode()
                            .put("incarnation", incarnation.toString())
                            .put("pos", place.position().offset())
                            .put("at", place.at().toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("three plain fields are always JSON", e);
        }
    }

    static StoredPlace of(int shard, byte[] json) {
        try {
            JsonNode node = JSON.readTree(json);
            Position position = new Position(shard, node.required("pos").longValue());
            Instant at = Instant.parse(node.required("at").textValue());
            UUID incarnation = UUID.fromString(node.required("incarnation").textValue());
            return new StoredPlace(new Place(position, at), incarnation);
        } catch (IOException | RuntimeException e) {
            throw new CannotContinue(
                    "the place of shard " + shard + " in Kafka's cursor topic cannot be read");
        }
    }
}
