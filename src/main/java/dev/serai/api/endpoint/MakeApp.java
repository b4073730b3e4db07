package dev.serai.api.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Caller;
import dev.serai.api.Apps;
import dev.serai.api.Fields;
import dev.serai.event.Ksuid;
import dev.serai.tenant.Owner;
import dev.serai.tenant.PostgresProjects;
import dev.serai.tenant.Project;
import dev.serai.tenant.ProjectId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** Makes apps: because they are asked for, or because something is asked of one. */
public record MakeApp(PostgresProjects projects, InstantSource clock, Ksuid ksuid) {

    static final int NAME_MAX = 256;
    private static final Set<String> FIELDS =
            Set.of("name", "uid", "metadata", "throttleRate", "rateLimit");

    /**
     * The app of a path; made if there is none and the body of the request says what it would be.
     *
     * @param application the body's words for it, or null
     */
    public Project getOrMake(Caller caller, String app, @Nullable JsonNode application) {
        Optional<Project> there = projects.find(caller.tenant(), app);
        if (there.isPresent() || application == null) {
            return new Apps(projects).get(caller, app);
        }
        Fields fields = fields(application);
        if (!app.equals(fields.uid("uid"))) {
            throw Fields.wrong("/application/uid", "is the app's uid in the path");
        }
        try {
            return stored(made(caller, fields, null));
        } catch (DuplicateKeyException e) {
            return new Apps(projects).get(caller, app); // another request made it in this moment
        }
    }

    /** What a body says of an app. */
    static Fields fields(JsonNode body) {
        Fields fields = Fields.of(body).known(FIELDS);
        if (fields.throttleRate() != null) {
            throw Fields.wrong(
                    fields.has("throttleRate") ? "/throttleRate" : "/rateLimit",
                    "is not in effect for an app; give it to its endpoints");
        }
        return fields;
    }

    /**
     * One that is not stored yet.
     *
     * @param uid its uid if the body names none, or null
     */
    Project made(Caller caller, Fields fields, @Nullable String uid) {
        String given = fields.uid("uid");
        if (given == null && uid != null && !Fields.isUid(uid)) {
            throw Fields.wrong("/uid", "is 1 to 256 characters of a-z A-Z 0-9 . _ -");
        }
        return new Project(
                new Owner(caller.tenant(), new ProjectId("app_" + ksuid.next())),
                given == null ? uid : given,
                fields.requiredText("name", NAME_MAX),
                fields.texts("metadata"),
                now(),
                now());
    }

    /**
     * The same, stored.
     *
     * @throws DuplicateKeyException if its uid is another one's
     */
    Project stored(Project project) {
        projects.create(project);
        return project;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
