package dev.serai.api.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.serai.event.TypePattern;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.EndpointSettings;
import dev.serai.subscription.option.EndpointOptions;
import dev.serai.subscription.option.Ordering;
import dev.serai.subscription.option.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as the outbound API shows it: without its secret and its headers.
 *
 * @param filterTypes the older name of {@code eventTypes}
 * @param rateLimit the older name of {@code throttleRate}
 * @param version 1: older clients cannot do without
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EndpointView(
        String id,
        @Nullable String uid,
        String url,
        String description,
        @Nullable List<String> eventTypes,
        @Nullable List<String> filterTypes,
        @Nullable List<String> channels,
        boolean disabled,
        Map<String, String> metadata,
        @Nullable Integer throttleRate,
        @Nullable String payload,
        @Nullable String ordering,
        @Nullable Integer concurrency,
        @Nullable List<Long> retrySchedule,
        @Nullable String condition,
        @Nullable Integer rateLimit,
        int version,
        Instant createdAt,
        Instant updatedAt) {

    private static final int VERSION = 1;

    public static EndpointView of(Endpoint endpoint) {
        EndpointSettings settings = endpoint.settings();
        EndpointOptions options = settings.options();
        List<Duration> schedule = options.retrySchedule();
        return new EndpointView(
                endpoint.id(),
                settings.uid(),
                settings.url().value(),
                settings.description(),
                types(settings),
                types(settings),
                orNull(settings.channels()),
                settings.disabled(),
                settings.metadata(),
                settings.throttleRate(),
                options.payload() == Payload.DATA ? null : name(options.payload()),
                options.ordering() == Ordering.NONE ? null : name(options.ordering()),
                options.concurrency(),
                schedule == null ? null : schedule.stream().map(Duration::toSeconds).toList(),
                options.condition() == null ? null : options.condition().toString(),
                settings.throttleRate(),
                VERSION,
                endpoint.createdAt(),
                endpoint.updatedAt());
    }

    private static String name(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable List<String> types(EndpointSettings settings) {
        return orNull(settings.eventTypes().stream().map(TypePattern::toString).toList());
    }

    /** No filter is no field, as Svix has it. */
    private static @Nullable List<String> orNull(List<String> list) {
        return list.isEmpty() ? null : list;
    }
}
