package dev.serai.task;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes the steps of tasks, one after another, those first that have waited longest. Every hub has
 * one of these; the row's lock keeps two hubs from one task, and a hub that dies gives it back.
 */
final class RunTasks implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RunTasks.class);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(2);
    private static final int FAULTS_MAX = 30;
    private static final String GIVEN_UP =
            "Its steps failed again and again; the hub's log tells why.";

    private final PostgresTasks tasks;
    private final TransactionOperations transactions;
    private final List<Work> works;
    private final TaskSignal signal;
    private final Map<String, Integer> faults = new ConcurrentHashMap<>();
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

    RunTasks(
            PostgresTasks tasks,
            TransactionOperations transactions,
            List<Work> works,
            TaskSignal signal) {
        this.tasks = tasks;
        this.transactions = transactions;
        this.works = List.copyOf(works);
        this.signal = signal;
    }

    @Override
    public void start() {
        running.set(true);
        thread.set(Thread.ofPlatform().name("serai-tasks").daemon().start(this::run));
    }

    /** Returns when the step under way has ended, or soon. */
    @Override
    public void stop() {
        running.set(false);
        signal.raise();
        Thread worker = thread.getAndSet(null);
        if (worker != null) {
            try {
                worker.join(POLL.multipliedBy(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }

    private void run() {
        try {
            while (running.get()) {
                if (!round()) {
                    signal.await(POLL);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The backstop of the loop. Whether there was anything to do. */
    private boolean round() {
        AtomicReference<@Nullable Task> current = new AtomicReference<>();
        try {
            return Boolean.TRUE.equals(transactions.execute(status -> step(current)));
        } catch (RuntimeException e) {
            return isPutOff(current.get(), e);
        }
    }

    private boolean step(AtomicReference<@Nullable Task> current) {
        Task task = tasks.lockDue().orElse(null);
        if (task == null) {
            return false;
        }
        current.set(task);
        tasks.save(task, work(task).step(task));
        faults.remove(task.id());
        return true;
    }

    private Work work(Task task) {
        return works.stream()
                .filter(work -> work.does(task.kind()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody does " + task.kind()));
    }

    /** A step that fails again and again ends its task, or it would fail for ever. */
    private boolean isPutOff(@Nullable Task task, RuntimeException fault) {
        if (task == null) {
            LOG.warn("Tasks cannot be looked for now; looking again in {}", POLL, fault);
            return false;
        }
        int count = faults.merge(task.id(), 1, Integer::sum);
        boolean over = count >= FAULTS_MAX;
        LOG.warn(
                "A step of the task {} failed ({} of {} times)",
                task.id(),
                count,
                FAULTS_MAX,
                fault);
        try {
            tasks.save(
                    task,
                    new Step(
                            over ? TaskState.FAILED : TaskState.RUNNING,
                            over ? Report.failed(task.progress(), GIVEN_UP) : task.progress(),
                            AFTER_FAULT));
        } catch (RuntimeException e) {
            LOG.warn("The task {} could not be put off; it is tried again soon", task.id(), e);
            return false;
        }
        return true;
    }
}
