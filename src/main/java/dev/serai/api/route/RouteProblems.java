package dev.serai.api.route;

import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.route.check.Fault;
import dev.serai.route.deploy.RouteRefused;
import dev.serai.route.edit.RouteFaulty;
import dev.serai.route.edit.RouteInUse;
import dev.serai.route.version.PostgresRoutes;
import dev.serai.route.version.RouteMoved;
import dev.serai.route.version.RouteNameTaken;
import dev.serai.route.version.StoredRoute;
import java.util.List;
import java.util.function.Supplier;

/** What can be wrong with an edit of a route, as problems. */
final class RouteProblems {

    /** More of them nobody reads at once. */
    private static final int FAULTS_MAX = 20;

    private RouteProblems() {}

    /** Does something that may be refused. */
    static <T> T told(Supplier<T> step) {
        try {
            return step.get();
        } catch (RouteFaulty e) {
            throw faulty(e.faults());
        } catch (RouteRefused e) {
            throw problem(
                    422,
                    "route_refused",
                    "The route cannot be started",
                    "Nothing was changed: " + e.getMessage());
        } catch (RouteMoved e) {
            throw problem(
                    412,
                    "precondition_failed",
                    "Somebody else has changed it",
                    e.live() == 0
                            ? "There is no such route (any more)."
                            : "Its live version is "
                                    + e.live()
                                    + ": look at what changed, and send If-Match: \""
                                    + e.live()
                                    + "\".");
        } catch (RouteNameTaken e) {
            throw problem(
                    409,
                    "conflict",
                    "The name is taken",
                    e.getMessage() + ", and a name is one of all kinds.");
        } catch (RouteInUse e) {
            throw problem(
                    409,
                    "in_use",
                    "It is in use",
                    "Nothing was changed: " + e.getMessage() + "; change or delete these first.");
        }
    }

    private static ProblemException faulty(List<Fault> faults) {
        return new ProblemException(
                new Problem(
                        "/problems/route_refused",
                        "The route has faults",
                        422,
                        "route_refused",
                        "Nothing was changed: " + faults.getFirst().text(),
                        faults.stream()
                                .limit(FAULTS_MAX)
                                .map(fault -> new Problem.FieldError("/yaml", fault.text()))
                                .toList()));
    }

    /** 404, which says if there was one. */
    static ProblemException notFound(PostgresRoutes routes, String name) {
        return routes.find(name)
                .filter(StoredRoute::deleted)
                .map(
                        route ->
                                problem(
                                        404,
                                        "not_found",
                                        "Not found",
                                        "It was deleted by version "
                                                + route.live().number()
                                                + "; POST /api/v1/route/"
                                                + name
                                                + "/rollback with an older version makes it"
                                                + " again."))
                .orElseGet(() -> problem(404, "not_found", "Not found", "There is no such route."));
    }

    static ProblemException noVersion(int version) {
        return problem(
                404,
                "not_found",
                "Not found",
                "There is no version " + version + " of a route of this name.");
    }

    static ProblemException problem(int status, String code, String title, String detail) {
        return new ProblemException(Problem.of(status, code, title, detail));
    }
}
