package dev.serai.api.endpoint;

import dev.serai.delivery.Deliveries;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.Endpoints;
import dev.serai.tenant.PostgresProjects;
import dev.serai.tenant.Project;
import dev.serai.tenant.ProjectId;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ends an app with all its endpoints. */
final class EndApp {

    /** How many endpoints are read at a time. */
    private static final int SOME = 100;

    private final PostgresProjects projects;
    private final Endpoints endpoints;
    private final Deliveries deliveries;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    EndApp(
            PostgresProjects projects,
            Endpoints endpoints,
            Deliveries deliveries,
            JdbcClient jdbc,
            InstantSource clock) {
        this.projects = projects;
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Does it; the endpoints first, so that one that fails half way can be done again. */
    void end(Project project) {
        refuseNeeded(project);
        List<Endpoint> some = endpoints.list(project.owner(), null, false, SOME);
        while (!some.isEmpty()) {
            for (Endpoint endpoint : some) {
                endpoints.delete(endpoint.owner(), endpoint.id());
                deliveries.endpointEnded(endpoint.id());
            }
            some = endpoints.list(project.owner(), null, false, SOME);
        }
        projects.delete(project.owner(), clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /** Webhooks would come in for nobody. */
    private void refuseNeeded(Project project) {
        if (project.id().equals(ProjectId.DEFAULT)) {
            throw refused("The default app stays: what names no other one belongs to it.");
        }
        if (project.id().value().equals(OperationalController.APP)) {
            throw refused("This app stays: the hub tells about itself in it.");
        }
        List<String> sources =
                jdbc.sql(
                                """
                                select name from serai.source
                                where tenant = :tenant and project = :project
                                  and deleted_at is null
                                order by name limit 5
                                """)
                        .param("tenant", project.owner().tenant().value())
                        .param("project", project.id().value())
                        .query(String.class)
                        .list();
        if (!sources.isEmpty()) {
            throw refused(
                    "Webhooks come in for this app; delete these sources first: "
                            + String.join(", ", sources)
                            + ".");
        }
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(Problem.of(409, "app_in_use", "The app is in use", detail));
    }
}
