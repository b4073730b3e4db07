package dev.serai.reconcile;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Stripe's list of events ({@code GET /v1/events}), which has them as its webhooks bring them, for
 * 30 days. Follows no redirect: the key goes to Stripe and nowhere else. Thread-safe.
 */
final class StripeEvents {

    private static final int PAGE_SIZE = 100;
    private static final int PAGES_MAX = 10;
    private static final int PAGE_BYTES_MAX = 16 * 1024 * 1024;
    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
    private static final int OK = 200;

    /** Money is not rounded on its way. */
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private final URI base;
    private final HttpClient http;

    StripeEvents(URI base) {
        this.base = base;
        this.http =
                HttpClient.newBuilder()
                        .connectTimeout(ANSWER_MAX)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /**
     * An event.
     *
     * @param body as a webhook would bring it
     */
    record Listed(String id, Instant created, byte[] body) {}

    /**
     * The events of a time, the oldest first; empty if there are too many for one reading.
     *
     * @throws ProviderAway if Stripe does not give them
     */
    Optional<List<Listed>> list(Ask ask) {
        List<Listed> newestFirst = new ArrayList<>();
        String after = "";
        for (int page = 0; page < PAGES_MAX; page++) {
            JsonNode answer = get(ask, after);
            for (JsonNode event : answer.path("data")) {
                newestFirst.add(listed(event));
            }
            if (!answer.path("has_more").asBoolean() || newestFirst.isEmpty()) {
                Collections.reverse(newestFirst);
                return Optional.of(newestFirst);
            }
            after = newestFirst.getLast().id();
        }
        return Optional.empty();
    }

    private static Listed listed(JsonNode event) {
        if (!event.path("id").isTextual() || !event.path("created").isIntegralNumber()) {
            throw new ProviderAway("Stripe's list holds something that is no event");
        }
        try {
            return new Listed(
                    event.path("id").textValue(),
                    Instant.ofEpochSecond(event.path("created").longValue()),
                    JSON.writeValueAsBytes(event));
        } catch (IOException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }

    private JsonNode get(Ask ask, String after) {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve("/v1/events?" + query(ask, after)))
                        .header("Authorization", "Bearer " + ask.apiKey().reveal())
                        .timeout(ANSWER_MAX)
                        .build();
        try {
            HttpResponse<InputStream> response =
                    http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != OK) {
                    throw new ProviderAway("Stripe answers " + response.statusCode());
                }
                return read(body.readNBytes(PAGE_BYTES_MAX + 1));
            }
        } catch (IOException e) {
            throw new ProviderAway("Stripe cannot be reached: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderAway("the hub is stopping");
        }
    }

    private static JsonNode read(byte[] page) throws IOException {
        if (page.length > PAGE_BYTES_MAX) {
            throw new ProviderAway("a page of Stripe's has more than 16 MB");
        }
        JsonNode answer = JSON.readTree(page);
        if (!answer.path("data").isArray()) {
            throw new ProviderAway("Stripe's answer is no list");
        }
        return answer;
    }

    private static String query(Ask ask, String after) {
        StringBuilder query = new StringBuilder("limit=" + PAGE_SIZE);
        add(query, "created[gte]", Long.toString(ask.from().getEpochSecond()));
        add(query, "created[lt]", Long.toString(ask.to().getEpochSecond()));
        ask.types().forEach(type -> add(query, "types[]", type));
        if (!after.isEmpty()) {
            add(query, "starting_after", after);
        }
        return query.toString();
    }

    private static void add(StringBuilder query, String name, String value) {
        query.append('&')
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
