package dev.serai.route.bench;

import dev.serai.route.check.Draft;
import java.util.Optional;

/** The routes in use, as the bench needs them. */
public interface LiveRoutes {

    /** What the one of a name says. */
    Optional<Draft> find(String name);
}
