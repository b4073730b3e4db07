package dev.serai.api.statistics;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Query;
import dev.serai.delivery.standing.CountDeliveries;
import dev.serai.delivery.standing.CountDeliveries.Asked;
import dev.serai.delivery.standing.CountDeliveries.Attempts;
import dev.serai.tenant.Owner;
import dev.serai.tenant.Projects;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How many attempts were made for an app, by type and by time. */
@RestController
final class AttemptStatsController {

    private static final String BY_TYPE = "/api/v1/app/{app}/stats/attempts";
    private static final String BY_TIME = "/api/v1/stats/app/{app}/attempt";
    private static final String TYPES = "event_types";
    private static final int PERIODS_MAX = 1_000;

    private final Apps apps;
    private final CountDeliveries counts;
    private final InstantSource clock;

    AttemptStatsController(Projects projects, CountDeliveries counts, InstantSource clock) {
        this.apps = new Apps(projects);
        this.counts = counts;
        this.clock = clock;
    }

    /** The attempts for events of a type. */
    record OfType(long success, long failure, long canceled) {}

    /** All of them, by type. */
    record ByType(
            @JsonProperty("by_event_type") Map<String, OfType> byEventType,
            @JsonProperty("total_success") long totalSuccess,
            @JsonProperty("total_failure") long totalFailure,
            @JsonProperty("total_canceled") long totalCanceled,
            Instant since,
            Instant until) {}

    @GetMapping({BY_TYPE, BY_TYPE + "/"})
    ByType byType(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            HttpServletRequest request) {
        Owner owner = apps.get(caller, app).owner();
        Query query = Query.of(request, Set.of("since", "until", TYPES));
        Span span = Span.of(query, "since", "until", clock.instant());
        Map<String, Attempts> counted = counts.byType(asked(owner, span, query));
        Map<String, OfType> byType = new TreeMap<>();
        counted.forEach(
                (type, count) -> byType.put(type, new OfType(count.success(), count.failure(), 0)));
        return new ByType(
                byType,
                counted.values().stream().mapToLong(Attempts::success).sum(),
                counted.values().stream().mapToLong(Attempts::failure).sum(),
                0,
                span.since(),
                span.until());
    }

    /** One number for each period, the oldest first. */
    record Data(List<Long> successCount, List<Long> failureCount, List<Long> canceledCount) {}

    /** All of them, by time. */
    record ByTime(Instant startDate, Instant endDate, Period period, Data data) {}

    /** How long a period is, as Svix names it. */
    enum Period {
        OneDay(Duration.ofDays(1)),
        OneHour(Duration.ofHours(1)),
        FiveMinutes(Duration.ofMinutes(5));

        private final Duration length;

        Period(Duration length) {
            this.length = length;
        }

        static Period of(String text) {
            for (Period period : values()) {
                if (period.name().equals(text)) {
                    return period;
                }
            }
            throw new IllegalArgumentException("is OneDay, OneHour or FiveMinutes");
        }
    }

    @GetMapping({BY_TIME, BY_TIME + "/"})
    ByTime byTime(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String app,
            HttpServletRequest request) {
        Owner owner = apps.get(caller, app).owner();
        Query query = Query.of(request, Set.of("startDate", "endDate", "period", TYPES));
        Span span = Span.of(query, "startDate", "endDate", clock.instant());
        Period given = query.read("period", Period::of);
        Period period = given == null ? Period.OneDay : given;
        long count = Duration.between(span.since(), span.until()).dividedBy(period.length) + 1;
        if (count > PERIODS_MAX) {
            throw Query.wrong("period", "makes more than 1000 numbers; ask for a longer one");
        }
        Map<Instant, Attempts> counted = counts.byPeriod(asked(owner, span, query), period.length);
        return new ByTime(
                span.since(),
                span.until(),
                period,
                new Data(
                        numbers(span, period, counted, Attempts::success),
                        numbers(span, period, counted, Attempts::failure),
                        numbers(span, period, counted, attempts -> 0L)));
    }

    private static List<Long> numbers(
            Span span,
            Period period,
            Map<Instant, Attempts> counted,
            Function<Attempts, Long> number) {
        List<Long> numbers = new ArrayList<>();
        for (Instant at = span.since(); at.isBefore(span.until()); at = at.plus(period.length)) {
            numbers.add(number.apply(counted.getOrDefault(at, Attempts.NONE)));
        }
        return numbers;
    }

    private static Asked asked(Owner owner, Span span, Query query) {
        return new Asked(owner, span.since(), span.until(), query.list(TYPES, Function.identity()));
    }
}
