package dev.serai.route.fault;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** What the SQLSTATE of a database says, by its class: ISO/IEC 9075 and PostgreSQL's own. */
final class SqlStates {

    private static final int CLASS_LENGTH = 2;

    /** Data, constraints, what a trigger raises, a check of a view. */
    private static final Set<String> OF_THE_EVENT = Set.of("21", "22", "23", "44", "P0");

    private SqlStates() {}

    static Optional<Fault> read(Throwable failure) {
        return failure instanceof SQLException e ? Optional.of(fault(e)) : Optional.empty();
    }

    private static Fault fault(SQLException e) {
        String state = e.getSQLState();
        if (state == null || state.length() < CLASS_LENGTH) {
            return Fault.elsewhere("the database: " + e.getMessage());
        }
        // The message of a refused value may tell the value, which is what the operator needs.
        String words = "the database says " + state + ", " + e.getMessage();
        return OF_THE_EVENT.contains(state.substring(0, CLASS_LENGTH))
                ? Fault.ofEvent(words)
                : Fault.elsewhere(words);
    }
}
