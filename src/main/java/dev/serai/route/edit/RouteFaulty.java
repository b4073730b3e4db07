package dev.serai.route.edit;

import dev.serai.route.check.Fault;
import java.util.List;

/** A route's text has faults, and was not tried. */
public final class RouteFaulty extends RuntimeException {

    private final transient List<Fault> faults;

    RouteFaulty(List<Fault> faults) {
        super(faults.getFirst().text());
        this.faults = List.copyOf(faults);
    }

    /** What is wrong, and where; at least one. */
    public List<Fault> faults() {
        return faults;
    }
}
