package dev.serai.api.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.route.sample.Samples;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was sent as a sample, and what became of it.
 *
 * @param parked why it became no event but was kept and parked; absent if it was not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SampleOutcomeView(Sent sent, Answer answer, List<Event> events, @Nullable String parked) {

    /** The request, signature and all. */
    record Sent(String method, String url, Map<String, String> headers, String body) {}

    /** What the front door answered. */
    record Answer(int status, String body) {}

    /** An event that it became, or that it is a copy of. */
    record Event(String id, boolean duplicate) {}

    static SampleOutcomeView of(Samples.Outcome outcome) {
        Map<String, String> headers = new LinkedHashMap<>();
        outcome.sent()
                .headers()
                .forEach(line -> headers.merge(line.name(), line.value(), (a, b) -> a + ", " + b));
        return new SampleOutcomeView(
                new Sent(
                        outcome.sent().method(),
                        outcome.sent().url(),
                        headers,
                        new String(outcome.sent().body(), StandardCharsets.UTF_8)),
                new Answer(outcome.status(), outcome.body()),
                outcome.events().stream()
                        .map(receipt -> new Event(receipt.id().value(), receipt.duplicate()))
                        .toList(),
                outcome.fault());
    }
}
