package dev.serai.api.source;

import dev.serai.access.Caller;
import dev.serai.audit.AuditRecord;
import dev.serai.audit.AuditRecords;
import dev.serai.event.Ksuid;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.route.deploy.RouteRefused;
import dev.serai.route.source.SourceStatus;
import dev.serai.route.source.Sources;
import dev.serai.source.SourceDefinition;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes sources, all or nothing, and keeps a record of who did so and what by name: first that it
 * is about to be done, then what came of it. Never the value of a secret.
 */
record ChangeSource(Sources sources, AuditRecords audit, Ksuid ksuid, InstantSource clock) {

    private static final String TOO_SLOW = "not done: somebody else was faster";

    /**
     * Makes a source, or changes one.
     *
     * @param before what it was; null for one that is to be made
     * @param action what is done to it, dotted
     * @return it as it is now; empty if somebody else was faster
     * @throws ProblemException 422 if it cannot be started; nothing was changed
     */
    Optional<SourceStatus> apply(
            Caller caller,
            String name,
            @Nullable SourceDefinition before,
            SourceFields.Read read,
            String action) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        SourceDefinition next =
                new SourceDefinition(
                        name,
                        read.owner(),
                        read.settings(),
                        read.secrets(),
                        before == null ? now : before.createdAt(),
                        now,
                        before == null ? SourceDefinition.NEW : before.revision());
        String what =
                before == null ? "made of " + next.settings().connector() : told(before, next);
        String record = begin(caller, name, action);
        try {
            Optional<SourceStatus> done = sources.change(next, what);
            settle(record, done.isPresent() ? what : TOO_SLOW);
            return done;
        } catch (RouteRefused e) {
            settle(record, "not done: it cannot be started");
            throw new ProblemException(
                    Problem.of(
                            422,
                            "source_refused",
                            "The source cannot be started",
                            "Nothing was changed: " + e.getMessage()));
        }
    }

    /** Ends a source; false if there is none any more. */
    boolean delete(Caller caller, String name) {
        return recorded(
                caller,
                name,
                "source.delete",
                () -> sources.delete(caller.tenant(), name),
                "deleted");
    }

    /** Does something on the record; gives whether there was anything to do it to. */
    boolean recorded(
            Caller caller, String name, String action, BooleanSupplier doing, String done) {
        String record = begin(caller, name, action);
        boolean did = doing.getAsBoolean();
        settle(record, did ? done : TOO_SLOW);
        return did;
    }

    private String begin(Caller caller, String name, String action) {
        String id = "aud_" + ksuid.next();
        audit.write(
                new AuditRecord(
                        id,
                        clock.instant(),
                        caller.tenant(),
                        caller.name(),
                        action,
                        name,
                        name,
                        "",
                        null,
                        List.of()));
        return id;
    }

    private void settle(String record, String outcome) {
        audit.settle(record, outcome, List.of());
    }

    /** The names of all that differs. */
    private static String told(SourceDefinition before, SourceDefinition next) {
        List<String> names = new ArrayList<>();
        SourceDefinition.Settings old = before.settings();
        SourceDefinition.Settings now = next.settings();
        add(names, "connector", !old.connector().equals(now.connector()));
        add(names, "project", !before.owner().equals(next.owner()));
        add(names, "enabled", old.enabled() != now.enabled());
        names.addAll(differing("parameters/", old.parameters(), now.parameters()));
        names.addAll(differing("limits/", old.limits(), now.limits()));
        names.addAll(differing("", before.secrets().values(), next.secrets().values()));
        return names.isEmpty() ? "the same as before" : "changed: " + String.join(", ", names);
    }

    private static void add(List<String> names, String name, boolean differs) {
        if (differs) {
            names.add(name);
        }
    }

    private static List<String> differing(
            String prefix, Map<String, ?> before, Map<String, ?> next) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(next.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(before.get(name), next.get(name)))
                .map(name -> prefix + name)
                .toList();
    }
}
