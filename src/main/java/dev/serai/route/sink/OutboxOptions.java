package dev.serai.route.sink;

import dev.serai.event.TypePattern;
import dev.serai.relay.sink.EntryFilter;
import dev.serai.relay.sink.From;
import dev.serai.relay.sink.SinkOptions;
import dev.serai.tenant.ProjectId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;

/** Reads options of {@code outbox:}; what is wrong with one is an IllegalArgumentException. */
final class OutboxOptions {

    private OutboxOptions() {}

    static SinkOptions.Keeper keeper(String cursor, boolean broadcast) {
        if (broadcast) {
            return SinkOptions.Keeper.NOBODY;
        }
        return switch (cursor) {
            case "postgres" -> SinkOptions.Keeper.POSTGRES;
            case "kafka" -> SinkOptions.Keeper.KAFKA;
            default -> throw new IllegalArgumentException("cursor is postgres or kafka");
        };
    }

    static From from(String from) {
        return switch (from) {
            case "start" -> From.START;
            case "now" -> From.NOW;
            default -> From.at(time(from));
        };
    }

    /** A plus sign has become a space on the way through a URI. */
    private static Instant time(String from) {
        try {
            return OffsetDateTime.parse(from.replace(' ', '+')).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "from is start, now, or a time of RFC 3339 such as 2026-05-04T10:00:00Z", e);
        }
    }

    static EntryFilter filter(String types, String project) {
        List<TypePattern> patterns =
                Arrays.stream(types.split(","))
                        .map(String::strip)
                        .filter(type -> !type.isEmpty())
                        .map(TypePattern::of)
                        .toList();
        return new EntryFilter(patterns, project.isEmpty() ? null : new ProjectId(project));
    }
}
