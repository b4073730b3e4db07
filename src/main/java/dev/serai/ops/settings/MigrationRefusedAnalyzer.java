package dev.serai.ops.settings;

import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do when the database is not as this version of the hub expects it. */
final class MigrationRefusedAnalyzer extends AbstractFailureAnalyzer<FlywayException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, FlywayException cause) {
        return new FailureAnalysis(
                "The database cannot be brought to what this version of the hub needs: "
                        + cause.getMessage(),
                "It may have been made by a newer version: start that one. With data that need not"
                        + " be kept, start afresh: an empty database, or another serai.data-dir.",
                cause);
    }
}
