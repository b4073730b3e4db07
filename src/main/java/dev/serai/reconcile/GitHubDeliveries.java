package dev.serai.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.ingress.source.Source;
import dev.serai.outbox.RawRequest;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.signing.Secret;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What GitHub has sent by one webhook ({@code GET .../hooks/{id}/deliveries}), under the id that
 * the webhooks have, with their payloads. GitHub keeps it for some days. Thread-safe.
 */
record GitHubDeliveries(URI base) implements Provider {

    private static final int PAGE_SIZE = 100;
    private static final int PAGES_MAX = 150;
    private static final String ID_HEADER = "X-GitHub-Delivery";
    private static final String NAME = "(?!\\.{1,2}/)[A-Za-z0-9._-]{1,100}/";
    private static final Pattern HOOK =
            Pattern.compile("(repos/" + NAME + NAME + "|orgs/" + NAME + ")hooks/[0-9]{1,18}");
    private static final Pattern NEXT =
            Pattern.compile("<[^>]*[?&]cursor=([^&>]+)[^>]*>\\s*;\\s*rel=\"next\"");

    @Override
    public String name() {
        return "GitHub";
    }

    @Override
    public Map<String, String> headers(Secret apiKey) {
        return Map.of(
                "Authorization", "Bearer " + apiKey.reveal(),
                "Accept", "application/vnd.github+json",
                "X-GitHub-Api-Version", "2022-11-28");
    }

    @Override
    public Optional<String> objection(Source source) {
        return source.knowsHeader(ID_HEADER)
                ? Optional.empty()
                : Optional.of(
                        "The source does not know webhooks by GitHub's id: its dedupe needs header:"
                                + ID_HEADER
                                + ".");
    }

    @Override
    public boolean makesEvents() {
        return false;
    }

    @Override
    public void check(Ask ask) {
        if (ask.hook() == null || !HOOK.matcher(ask.hook()).matches()) {
            throw new ProblemException(
                    Problem.ofField(
                            422,
                            "/hook",
                            "is repos/OWNER/REPOSITORY/hooks/ID or orgs/NAME/hooks/ID"));
        }
    }

    /** The list cannot be asked for a time: it begins with the newest, and is read up to it. */
    @Override
    public Optional<List<Listed>> list(Ask ask, Calls calls) {
        List<Listed> newestFirst = new ArrayList<>();
        String first = "/" + ask.hook() + "/deliveries?per_page=" + PAGE_SIZE;
        String place = first;
        for (int page = 0; page < PAGES_MAX; page++) {
            Calls.Page answer = calls.get(place);
            boolean isPast = read(answer.json(), ask, newestFirst);
            Optional<String> cursor = cursor(answer.links());
            if (isPast || cursor.isEmpty()) {
                Collections.reverse(newestFirst);
                return Optional.of(firstOnly(newestFirst));
            }
            place = first + "&cursor=" + cursor.get();
        }
        throw new ProviderAway("GitHub lists more than 15000 deliveries since then");
    }

    /** Reads a page; whether it goes back beyond the time that is asked for. */
    private static boolean read(JsonNode page, Ask ask, List<Listed> newestFirst) {
        if (!page.isArray()) {
            throw new ProviderAway("GitHub's answer is no list");
        }
        boolean isPast = false;
        for (JsonNode delivery : page) {
            Listed listed = listed(delivery);
            isPast |= listed.created().isBefore(ask.from());
            String event = delivery.path("event").asText();
            if (ask.covers(listed.created())
                    && (ask.types().isEmpty() || ask.types().contains(event))) {
                newestFirst.add(listed);
            }
        }
        return isPast;
    }

    private static Listed listed(JsonNode delivery) {
        String guid = delivery.path("guid").asText("");
        if (guid.isEmpty() || !delivery.path("id").isIntegralNumber()) {
            throw new ProviderAway("GitHub's list holds something that is no delivery");
        }
        try {
            Instant at = OffsetDateTime.parse(delivery.path("delivered_at").asText()).toInstant();
            return new Listed(guid, at, Listed.Trace.ofOrigin(guid), delivery);
        } catch (DateTimeException e) {
            throw new ProviderAway("GitHub's list holds a delivery without a time");
        }
    }

    /** What was sent again is listed again, under the same id. */
    private static List<Listed> firstOnly(List<Listed> deliveries) {
        Set<String> seen = new HashSet<>();
        return deliveries.stream().filter(delivery -> seen.add(delivery.id())).toList();
    }

    private static Optional<String> cursor(List<String> links) {
        return links.stream()
                .map(NEXT::matcher)
                .filter(Matcher::find)
                .map(next -> next.group(1))
                .findFirst();
    }

    @Override
    public Optional<Fetched> fetch(Listed listed, Ask ask, Calls calls) {
        long id = listed.told().path("id").longValue();
        return calls.find("/" + ask.hook() + "/deliveries/" + id)
                .map(page -> page.json().path("request"))
                .filter(request -> request.path("payload").isContainerNode())
                .map(request -> fetched(listed.id(), request));
    }

    private static Fetched fetched(String guid, JsonNode request) {
        List<RawRequest.Header> headers = new ArrayList<>();
        headers.add(new RawRequest.Header(ID_HEADER, guid));
        request.path("headers")
                .properties()
                .forEach(
                        header -> {
                            String name = header.getKey();
                            if (isKept(name) && header.getValue().isTextual()) {
                                headers.add(
                                        new RawRequest.Header(name, header.getValue().textValue()));
                            }
                        });
        return new Fetched(headers, Calls.bytes(request.path("payload")));
    }

    /** What tells of the event; not what was signed, because the bytes are not those. */
    private static boolean isKept(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("x-github-") && !lower.equals("x-github-delivery");
    }
}
