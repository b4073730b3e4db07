package dev.serai.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.ingress.Source;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.signing.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stripe's list of events ({@code GET /v1/events}), which has them as its webhooks bring them, by
 * the same id, for 30 days. Thread-safe.
 */
record StripeEvents(URI base) implements Provider {

    private static final int PAGE_SIZE = 100;
    private static final int PAGES_MAX = 10;

    @Override
    public String name() {
        return "Stripe";
    }

    @Override
    public Map<String, String> headers(Secret apiKey) {
        return Map.of("Authorization", "Bearer " + apiKey.reveal());
    }

    @Override
    public Optional<String> objection(Source source) {
        return source.knowsOriginIds()
                ? Optional.empty()
                : Optional.of(
                        "The source does not know events by the provider's id: its dedupe needs"
                                + " originid.");
    }

    @Override
    public boolean makesEvents() {
        return false;
    }

    @Override
    public void check(Ask ask) {
        if (ask.types().isEmpty()) {
            throw new ProblemException(
                    Problem.ofField(
                            422,
                            "/types",
                            "names what the webhook is subscribed to, 1 to 20 types"));
        }
    }

    @Override
    public Optional<List<Listed>> list(Ask ask, Calls calls) {
        List<Listed> newestFirst = new ArrayList<>();
        String after = "";
        for (int page = 0; page < PAGES_MAX; page++) {
            JsonNode answer = calls.get("/v1/events?" + query(ask, after)).json();
            if (!answer.path("data").isArray()) {
                throw new ProviderAway("Stripe's answer is no list");
            }
            answer.path("data").forEach(event -> newestFirst.add(listed(event)));
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
        Instant created = Instant.ofEpochSecond(event.path("created").longValue());
        return new Listed(event.path("id").textValue(), created, null, event);
    }

    @Override
    public Optional<Fetched> fetch(Listed listed, Ask ask, Calls calls) {
        return Optional.of(Fetched.of(Calls.bytes(listed.told())));
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
        query.append('&').append(Calls.escaped(name)).append('=').append(Calls.escaped(value));
    }
}
