package dev.serai.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.testing.HubProcess;
import dev.serai.testing.Razorpay;
import dev.serai.testing.VerifyingReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;

/** What the tests ask of a hub's API, in their words. */
record Api(HubProcess hub) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Posts a signed Razorpay webhook. */
    HttpResponse<String> webhook(String eventId, String body) throws IOException {
        return hub.send(Razorpay.webhook(hub.uri("/in/razorpay"), eventId, body));
    }

    /** Posts one that must be accepted, and returns its event's id. */
    String accepted(String eventId, String body) {
        try {
            HttpResponse<String> answer = webhook(eventId, body);
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body()).get("id").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Registers a receiver as an endpoint of the default project; returns the endpoint's id. */
    String endpoint(VerifyingReceiver receiver, String types) throws IOException {
        HttpResponse<String> made =
                hub.send(
                        "POST",
                        "/api/v1/app/default/endpoint",
                        """
                        {"url": "%s", "eventTypes": [%s]}\
                        """
                                .formatted(receiver.url(), types));
        if (made.statusCode() != 201) {
            throw new AssertionError(made.statusCode() + " " + made.body());
        }
        String id = JSON.readTree(made.body()).get("id").asText();
        receiver.secret(json("/api/v1/app/default/endpoint/" + id + "/secret").get("key").asText());
        return id;
    }

    /** GET of JSON that must be there. */
    JsonNode json(String path) {
        try {
            HttpResponse<String> answer = hub.get(path);
            if (answer.statusCode() != 200) {
                throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
