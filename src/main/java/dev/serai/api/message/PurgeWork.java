package dev.serai.api.message;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.api.PageQuery.Slice;
import dev.serai.api.event.EventOutcomes;
import dev.serai.event.EventId;
import dev.serai.task.Step;
import dev.serai.task.Task;
import dev.serai.task.TaskKind;
import dev.serai.task.TaskState;
import dev.serai.task.Work;
import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/**
 * Removes what the messages of a project say that came in before the task, the oldest first. Those
 * that somebody is still to get keep their content, and are counted.
 */
final class PurgeWork implements Work {

    private static final int MESSAGES_A_STEP = 50;

    /** Then the newest of them are found, too; see {@link PostgresMessages}. */
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private static final String AFTER = "after";
    private static final String PURGED = "messagesPurged";
    private static final String UNDER_WAY = "messagesUnderWay";

    private final MessageStores stores;
    private final EventOutcomes outcomes;
    private final ObjectMapper json;
    private final InstantSource clock;

    PurgeWork(
            MessageStores stores, EventOutcomes outcomes, ObjectMapper json, InstantSource clock) {
        this.stores = stores;
        this.outcomes = outcomes;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public boolean does(TaskKind kind) {
        return kind == TaskKind.PURGE;
    }

    @Override
    public Step step(Task task) {
        Instant from = task.createdAt().plus(SETTLED);
        if (clock.instant().isBefore(from)) {
            return new Step(TaskState.RUNNING, counted(task.progress().deepCopy(), 0, 0), SETTLED);
        }
        ProjectId project = Objects.requireNonNull(task.project(), "a purge is of a project");
        MessageFilter all =
                new MessageFilter(
                        new Owner(task.tenant(), project),
                        List.of(),
                        null,
                        null,
                        null,
                        task.createdAt());
        ObjectNode progress = task.progress().deepCopy();
        String after = progress.path(AFTER).asText(EventId.floor(Instant.EPOCH));
        Slice<Message> some = stores.messages().newer(all, false, after, MESSAGES_A_STEP);
        purge(some.items(), progress);
        String to =
                some.items().size() == MESSAGES_A_STEP
                        ? some.items().getLast().event().id().value()
                        : some.lookedAtTo();
        progress.remove(AFTER);
        if (to != null) {
            progress.put(AFTER, to);
        }
        return new Step(
                to == null ? TaskState.FINISHED : TaskState.RUNNING, progress, Duration.ZERO);
    }

    private void purge(List<Message> messages, ObjectNode progress) {
        long purged = 0;
        long underWay = 0;
        for (Message message : messages) {
            if (message.event().isExpunged()) {
                continue;
            }
            if (outcomes.isUnderWay(message.entry())) {
                underWay++;
            } else {
                stores.expunge().content(message.entry());
                purged++;
            }
        }
        counted(progress, purged, underWay);
    }

    private static ObjectNode counted(ObjectNode progress, long purged, long underWay) {
        return progress.put(PURGED, progress.path(PURGED).asLong() + purged)
                .put(UNDER_WAY, progress.path(UNDER_WAY).asLong() + underWay);
    }
}
