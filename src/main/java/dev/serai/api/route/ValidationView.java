package dev.serai.api.route;

import dev.serai.route.check.Fault;
import java.util.List;

/**
 * What is wrong with a draft.
 *
 * @param valid whether nothing is
 * @param problems from its top to its end
 */
record ValidationView(boolean valid, List<Fault> problems) {

    static ValidationView of(List<Fault> faults) {
        return new ValidationView(faults.isEmpty(), faults);
    }
}
