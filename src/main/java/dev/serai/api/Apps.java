package dev.serai.api;

import dev.serai.access.Caller;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.tenant.Project;
import dev.serai.tenant.Projects;

/** Finds what a path names: the project that the outbound API calls an app. */
public record Apps(Projects projects) {

    /**
     * The caller's project of an id or uid.
     *
     * @throws ProblemException 404 if there is none
     */
    public Project get(Caller caller, String idOrUid) {
        return projects.find(caller.tenant(), idOrUid)
                .filter(project -> caller.sees(project.id()))
                .orElseThrow(() -> notFound("app"));
    }

    public static ProblemException notFound(String what) {
        return new ProblemException(
                Problem.of(404, "not_found", "Not found", "There is no such " + what + "."));
    }

    public static ProblemException uidTaken(String what) {
        return new ProblemException(
                Problem.of(
                        409, "conflict", "Conflict", "Another " + what + " has this uid already."));
    }
}
