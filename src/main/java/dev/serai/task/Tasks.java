package dev.serai.task;

import dev.serai.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tasks there are. Thread-safe; every method throws Spring's DataAccessException. */
public interface Tasks {

    /** Starts one; durable when it returns. */
    Task start(NewTask task);

    Optional<Task> find(TenantId tenant, String id);

    /**
     * The chosen ones by ascending id, or descending.
     *
     * @param after the id before the first one wanted, or null to begin at the beginning
     */
    List<Task> list(TaskFilter filter, @Nullable String after, boolean descending, int limit);

    /** Cancels one: the step under way is its last. Whether it was running. */
    boolean cancel(Task task);
}
