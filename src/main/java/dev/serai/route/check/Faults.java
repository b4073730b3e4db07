package dev.serai.route.check;

import dev.serai.route.guard.Objection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** Gathers what is wrong with one draft. Not thread-safe; each check has its own. */
final class Faults {

    /** Nobody mends more at a time. */
    private static final int FAULTS_MAX = 100;

    private final List<Fault> faults = new ArrayList<>();

    void add(Node at, String code, String detail, String fix) {
        add(Nodes.line(at), Nodes.column(at), code, detail, fix);
    }

    void add(Node at, Objection objection) {
        add(at, objection.code(), objection.detail(), objection.fix());
    }

    void add(int line, int column, String code, String detail, String fix) {
        Fault fault = new Fault(line, column, code, detail, fix);
        // Of secrets none may be missing: who shows the draft hides what is told here.
        boolean isSecret = code.equals(Fault.LITERAL_SECRET);
        if ((isSecret || faults.size() < FAULTS_MAX) && !faults.contains(fault)) {
            faults.add(fault);
        }
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    /** All of them, from the top of the draft to its end. */
    List<Fault> inOrder() {
        return faults.stream()
                .sorted(Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column))
                .toList();
    }
}
