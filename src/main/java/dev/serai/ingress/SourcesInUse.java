package dev.serai.ingress;

import java.util.Optional;

/** The sources whose routes run. Thread-safe. */
public interface SourcesInUse {

    /** Finds one by its name; empty if there is none or it does not run. */
    Optional<Source> source(String name);
}
