package dev.serai.task.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.delivery.Deliveries;
import dev.serai.delivery.standing.Standing;
import dev.serai.delivery.standing.Standings;
import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.outbox.Entry;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.Endpoints;
import dev.serai.task.Report;
import dev.serai.task.Step;
import dev.serai.task.Task;
import dev.serai.task.TaskKind;
import dev.serai.task.TaskState;
import dev.serai.task.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks along the events of a time and hands those that are chosen to delivery, so many a second.
 * What is handed over and how far the walk has come is one transaction, hence a crash neither loses
 * nor repeats an event.
 */
final class ReplayWork implements Work {

    private static final long SECOND_MILLIS = 1_000;

    /** An endpoint that does not keep up is not given more. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Endpoints endpoints;
    private final Deliveries deliveries;
    private final Standings standings;
    private final LogWalk walk;
    private final Backlog backlog;
    private final Tags tags;
    private final ObjectMapper json;

    ReplayWork(
            Endpoints endpoints,
            Deliveries deliveries,
            Standings standings,
            LogWalk walk,
            Backlog backlog,
            Tags tags,
            ObjectMapper json) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.standings = standings;
        this.walk = walk;
        this.backlog = backlog;
        this.tags = tags;
        this.json = json;
    }

    @Override
    public boolean does(TaskKind kind) {
        return switch (kind) {
            case RECOVER, REPLAY_MISSING, BULK_REPLAY -> true;
            case USAGE, EVENT_TYPES, PURGE -> false;
        };
    }

    @Override
    public Step step(Task task) {
        ReplaySettings settings = read(task.settings(), ReplaySettings.class);
        ReplayProgress progress = read(task.progress(), ReplayProgress.class);
        endpoints.refresh();
        Optional<Endpoint> endpoint = endpoints.find(String.valueOf(task.endpoint()));
        if (endpoint.isEmpty() || endpoint.get().settings().disabled()) {
            return new Step(
                    TaskState.FAILED,
                    Report.failed(task.progress(), "The endpoint is disabled or gone."),
                    Duration.ZERO);
        }
        if (!settings.dryRun() && backlog.isFull(endpoint.get())) {
            return going(
                    progress.waits("So many deliveries wait for the endpoint already."), PAUSE);
        }
        return step(task.kind(), endpoint.get(), settings, progress);
    }

    private Step step(
            TaskKind kind, Endpoint endpoint, ReplaySettings settings, ReplayProgress before) {
        LogWalk.Stretch stretch =
                walk.next(endpoint.owner(), settings.since(), settings.until(), before.after());
        Map<EventId, Standing> known = standings(endpoint, stretch.own(), settings);
        Map<EventId, List<String>> tagged =
                settings.tag() == null ? Map.of() : tags.of(stretch.own());
        // To count costs less than to send.
        int most = settings.dryRun() ? Integer.MAX_VALUE : settings.rate();
        ReplayProgress progress = before;
        List<Entry> chosen = new ArrayList<>();
        for (Entry entry : stretch.own()) {
            if (chosen.size() == most) {
                break;
            }
            Event event = entry.event();
            progress = progress.seen(event.id().value(), entry.at());
            boolean hasTag =
                    settings.tag() == null
                            || tagged.getOrDefault(event.id(), List.of()).contains(settings.tag());
            if (hasTag && isChosen(kind, endpoint, settings, event, known.get(event.id()))) {
                chosen.add(entry);
                progress = progress.matched(event.id().value(), !settings.dryRun());
            }
        }
        boolean whole = chosen.size() < most;
        if (whole && stretch.to() != null) {
            progress = progress.passed(stretch.to());
        }
        if (settings.dryRun()) {
            return stepped(progress, whole && stretch.done(), Duration.ZERO);
        }
        deliveries.resend(endpoint, chosen);
        return stepped(
                progress,
                whole && stretch.done(),
                Duration.ofMillis(chosen.size() * SECOND_MILLIS / settings.rate()));
    }

    private Map<EventId, Standing> standings(
            Endpoint endpoint, List<Entry> entries, ReplaySettings settings) {
        return standings.at(
                endpoint.id(),
                entries.stream().map(entry -> entry.event().id()).toList(),
                settings.since());
    }

    private static boolean isChosen(
            TaskKind kind,
            Endpoint endpoint,
            ReplaySettings settings,
            Event event,
            @Nullable Standing standing) {
        Standing.Kind stands = standing == null ? Standing.Kind.NEVER : standing.kind();
        Integer last = standing == null ? null : standing.lastStatus();
        boolean filtered =
                !event.isExpunged()
                        && settings.wantsType(event.type())
                        && settings.wantsChannel(event.subject())
                        && (settings.standing() == null || settings.standing() == stands)
                        && settings.wantsStatus(last);
        return filtered
                && switch (kind) {
                    case RECOVER -> stands == Standing.Kind.FAILED;
                    case REPLAY_MISSING -> stands == Standing.Kind.NEVER && endpoint.wants(event);
                    case BULK_REPLAY ->
                            stands == Standing.Kind.DELIVERED || stands == Standing.Kind.FAILED;
                    case USAGE, EVENT_TYPES, PURGE -> false;
                };
    }

    private Step stepped(ReplayProgress progress, boolean done, Duration pause) {
        return done
                ? new Step(TaskState.FINISHED, json.valueToTree(progress), Duration.ZERO)
                : going(progress, pause);
    }

    private Step going(ReplayProgress progress, Duration pause) {
        return new Step(TaskState.RUNNING, json.valueToTree(progress), pause);
    }

    private <T> T read(JsonNode node, Class<T> type) {
        try {
            return json.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a task's settings or progress are not its own", e);
        }
    }
}
