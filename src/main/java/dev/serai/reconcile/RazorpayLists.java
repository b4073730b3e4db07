package dev.serai.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.ingress.Source;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.signing.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Razorpay's lists of payments, orders, refunds and settlements ({@code GET /v1/payments}, ...). It
 * lists no events, so events are made of what is listed: those that must have been, because the
 * entity is as it is. Thread-safe.
 */
record RazorpayLists(URI base) implements Provider {

    private static final int PAGE_SIZE = 100;
    private static final int PAGES_MAX = 10;
    private static final String SEPARATOR = ":";

    @Override
    public String name() {
        return "Razorpay";
    }

    @Override
    public Map<String, String> headers(Secret apiKey) {
        byte[] key = apiKey.reveal().getBytes(StandardCharsets.UTF_8);
        return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(key));
    }

    @Override
    public Optional<String> objection(Source source) {
        return source.knowsWhatHappensOnce()
                ? Optional.empty()
                : Optional.of(
                        "The source would not know a late webhook as a copy of an event that was"
                                + " made of a list: its dedupe needs once, as razorpay-source"
                                + " has it.");
    }

    @Override
    public boolean makesEvents() {
        return true;
    }

    @Override
    public void check(Ask ask) {
        for (String type : ask.types()) {
            if (RazorpayEvent.named(type).isEmpty()) {
                throw wrong("/types/" + ask.types().indexOf(type), "is one of " + names());
            }
        }
        if (ask.types().isEmpty()) {
            throw wrong("/types", "names at least one of " + names());
        }
        if (!ask.apiKey().reveal().contains(SEPARATOR)) {
            throw wrong("/apiKey", "refers to key_id:key_secret, both in one secret");
        }
    }

    private static String names() {
        return RazorpayEvent.ALL.stream()
                .map(RazorpayEvent::name)
                .collect(Collectors.joining(", "));
    }

    private static ProblemException wrong(String pointer, String detail) {
        return new ProblemException(Problem.ofField(422, pointer, detail));
    }

    @Override
    public Optional<List<Listed>> list(Ask ask, Calls calls) {
        Map<String, List<RazorpayEvent>> byPlace =
                ask.types().stream()
                        .distinct()
                        .flatMap(type -> RazorpayEvent.named(type).stream())
                        .collect(Collectors.groupingBy(RazorpayEvent::place));
        List<Listed> all = new ArrayList<>();
        for (Map.Entry<String, List<RazorpayEvent>> place : byPlace.entrySet()) {
            Optional<List<JsonNode>> entities = entities(place.getKey(), ask, calls);
            if (entities.isEmpty()) {
                return Optional.empty();
            }
            for (JsonNode entity : entities.get()) {
                place.getValue().stream()
                        .filter(event -> event.happenedTo(entity))
                        .forEach(event -> all.add(event.listed(entity)));
            }
        }
        all.sort(Comparator.comparing(Listed::created));
        return Optional.of(all);
    }

    /**
     * What a list has of a time. The provider may mean its bounds to be in or out, so a second more
     * is asked for and left out here; and only an empty page is the end, whatever size pages have.
     */
    private static Optional<List<JsonNode>> entities(String place, Ask ask, Calls calls) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        String query =
                "%s%sfrom=%d&to=%d&count=%d&skip="
                        .formatted(
                                place,
                                place.contains("?") ? "&" : "?",
                                ask.from().getEpochSecond() - 1,
                                ask.to().getEpochSecond(),
                                PAGE_SIZE);
        int skip = 0;
        for (int page = 0; page <= PAGES_MAX; page++) {
            JsonNode items = calls.get(query + skip).json().path("items");
            if (!items.isArray()) {
                throw new ProviderAway("Razorpay's answer is no list");
            }
            if (items.isEmpty()) {
                return Optional.of(List.copyOf(found.values()));
            }
            skip += items.size();
            items.forEach(entity -> keep(entity, ask, found));
        }
        return Optional.empty();
    }

    private static void keep(JsonNode entity, Ask ask, Map<String, JsonNode> found) {
        if (!entity.path("id").isTextual() || !entity.path("created_at").isIntegralNumber()) {
            throw new ProviderAway("Razorpay's list holds something that is no entity");
        }
        if (ask.covers(Instant.ofEpochSecond(entity.path("created_at").longValue()))) {
            // What is new in front while the list is read moves the rest to the next page.
            found.putIfAbsent(entity.path("id").textValue(), entity);
        }
    }

    @Override
    public Optional<Fetched> fetch(Listed listed, Ask ask, Calls calls) {
        RazorpayEvent event = RazorpayEvent.of(listed);
        return Optional.of(Fetched.of(Calls.bytes(event.webhook(listed.told(), calls))));
    }
}
