package dev.serai.api.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.Fields;
import dev.serai.api.Query;
import dev.serai.delivery.standing.Standing;
import dev.serai.event.TypePattern;
import dev.serai.task.replay.ReplaySettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what is to be sent again out of a request's body. */
final class ReplayFields {

    private static final int TYPES_MAX = 1_000;
    private static final int TEXT_MAX = 128;
    private static final Set<String> TIMES = Set.of("since", "until", "dryRun", "rate");
    private static final Set<String> FILTERS =
            Set.of("eventTypes", "channel", "tag", "status", "statusCodeClass");

    /** As far back as anybody may ask; the log itself may end earlier. */
    private static final Duration BACK_MAX = Duration.ofDays(400);

    private final Fields fields;
    private final Instant now;

    private ReplayFields(Fields fields, Instant now) {
        this.fields = fields;
        this.now = now;
    }

    /** Times only: what is sent depends on how it stands. */
    static ReplaySettings ofTimes(JsonNode body, Instant now) {
        return new ReplayFields(Fields.of(body).known(TIMES), now).read();
    }

    /** Times and filters. */
    static ReplaySettings ofFilters(JsonNode body, Instant now) {
        Set<String> known = new HashSet<>(TIMES);
        known.addAll(FILTERS);
        return new ReplayFields(Fields.of(body).known(known), now).read();
    }

    private ReplaySettings read() {
        Instant until = time("until");
        Instant since = time("since");
        Instant end = until == null || until.isAfter(now) ? now : until;
        if (since == null) {
            throw Fields.wrong("/since", "is required");
        }
        if (!since.isBefore(end)) {
            throw Fields.wrong("/since", "is before until, and not in the future");
        }
        return new ReplaySettings(
                since.isBefore(now.minus(BACK_MAX)) ? now.minus(BACK_MAX) : since,
                end,
                fields.list("eventTypes", TYPES_MAX, TypePattern::of).stream()
                        .map(TypePattern::toString)
                        .toList(),
                fields.text("channel", TEXT_MAX),
                fields.text("tag", TEXT_MAX),
                standing(),
                statusClass(),
                rate(),
                fields.flag("dryRun", false));
    }

    private @Nullable Instant time(String name) {
        String text = fields.text(name, TEXT_MAX);
        return text == null ? null : Fields.read("/" + name, text, Query::instantOf);
    }

    private Standing.@Nullable Kind standing() {
        Integer status = number("status", List.of(0, 1, 2, 3));
        return status == null
                ? null
                : switch (status) {
                    case 0 -> Standing.Kind.DELIVERED;
                    case 1 -> Standing.Kind.PENDING;
                    case 2 -> Standing.Kind.FAILED;
                    default -> Standing.Kind.SENDING;
                };
    }

    private @Nullable Integer statusClass() {
        return number("statusCodeClass", List.of(0, 100, 200, 300, 400, 500));
    }

    private @Nullable Integer number(String name, List<Integer> allowed) {
        JsonNode value = fields.object().path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.canConvertToInt() || !allowed.contains(value.intValue())) {
            throw Fields.wrong("/" + name, "is one of " + allowed);
        }
        return value.intValue();
    }

    private int rate() {
        JsonNode value = fields.object().path("rate");
        if (value.isMissingNode() || value.isNull()) {
            return ReplaySettings.RATE;
        }
        if (!value.isInt() || value.intValue() < 1 || value.intValue() > ReplaySettings.RATE_MAX) {
            throw Fields.wrong("/rate", "is a whole number from 1 to " + ReplaySettings.RATE_MAX);
        }
        return value.intValue();
    }
}
