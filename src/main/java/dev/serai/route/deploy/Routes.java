package dev.serai.route.deploy;

import java.util.List;

/** The files of {@code routes/} and how they fare. Thread-safe. */
public interface Routes {

    /** All of them, in the order they are loaded; empty before they are. */
    List<RouteStatus> status();
}
