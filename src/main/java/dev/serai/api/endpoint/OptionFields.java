package dev.serai.api.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.Fields;
import dev.serai.subscription.condition.Condition;
import dev.serai.subscription.option.EndpointOptions;
import dev.serai.subscription.option.Ordering;
import dev.serai.subscription.option.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an endpoint's options out of a request's body. What is not named stays: clients of the
 * outbound API know none of them.
 */
final class OptionFields {

    static final Set<String> NAMES =
            Set.of("payload", "ordering", "concurrency", "retrySchedule", "condition");

    private static final long SECONDS_MAX = EndpointOptions.DELAY_MAX.toSeconds();

    private OptionFields() {}

    static EndpointOptions changed(Fields fields, EndpointOptions before) {
        return new EndpointOptions(
                fields.choice("payload", Payload.class, Payload.DATA, before.payload()),
                fields.choice("ordering", Ordering.class, Ordering.NONE, before.ordering()),
                fields.has("concurrency")
                        ? fields.whole("concurrency", EndpointOptions.CONCURRENCY_MAX)
                        : before.concurrency(),
                fields.has("retrySchedule") ? schedule(fields) : before.retrySchedule(),
                fields.has("condition") ? condition(fields) : before.condition());
    }

    private static @Nullable Condition condition(Fields fields) {
        String text = fields.text("condition", Condition.LENGTH_MAX);
        return text == null ? null : Fields.read("/condition", text, Condition::of);
    }

    private static @Nullable List<Duration> schedule(Fields fields) {
        JsonNode array = fields.object().get("retrySchedule");
        if (array.isNull()) {
            return null;
        }
        if (!array.isArray() || array.size() > EndpointOptions.DELAYS_MAX) {
            throw Fields.wrong("/retrySchedule", "is an array of at most 50 numbers of seconds");
        }
        List<Duration> delays = new ArrayList<>();
        for (JsonNode delay : array) {
            if (!delay.isIntegralNumber()
                    || delay.longValue() < 0
                    || delay.longValue() > SECONDS_MAX) {
                throw Fields.wrong(
                        "/retrySchedule/" + delays.size(),
                        "is a whole number of seconds from 0 to 604800");
            }
            delays.add(Duration.ofSeconds(delay.longValue()));
        }
        return delays;
    }
}
