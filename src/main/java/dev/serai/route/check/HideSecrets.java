package dev.serai.route.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Takes secrets that are written out from the text of a route, so that it can be shown. What was
 * put through the API has none; a file may. Thread-safe.
 */
public final class HideSecrets {

    /** What stands in their place. */
    private static final String HIDDEN = "\"(hidden)\"";

    /** The same, as YAML's parser reads it. */
    static final String SHOWN = "(hidden)";

    /** Of a text that nobody can look for secrets in, nothing is shown. */
    private static final String UNREADABLE = "# It is not shown: it is no YAML (any more).\n";

    private final CheckRoute check;

    public HideSecrets(CheckRoute check) {
        this.check = check;
    }

    /** The text of a draft, as anybody may read it who may read routes. */
    public String shown(Draft draft) {
        Set<Place> places =
                check.faults(draft).stream()
                        .filter(fault -> fault.code().equals(Fault.LITERAL_SECRET))
                        .map(fault -> new Place(fault.line(), fault.column()))
                        .collect(Collectors.toSet());
        return without(places, draft.text());
    }

    private record Place(int line, int column) {}

    private static String without(Set<Place> places, String text) {
        @Nullable Node document = ReadYaml.of(text, new Faults());
        if (document == null) {
            return UNREADABLE;
        }
        List<Node> secrets = new ArrayList<>();
        Nodes.scalars(
                document,
                scalar -> {
                    if (places.contains(new Place(Nodes.line(scalar), Nodes.column(scalar)))) {
                        secrets.add(scalar);
                    }
                });
        StringBuilder shown = new StringBuilder(text);
        secrets.stream()
                .sorted(Comparator.comparingInt(HideSecrets::start).reversed())
                .forEach(
                        secret -> {
                            int begin = text.offsetByCodePoints(0, start(secret));
                            int end = text.offsetByCodePoints(0, end(secret));
                            // The line's end belongs to a block, but the next line needs it.
                            int length = text.substring(begin, end).stripTrailing().length();
                            shown.replace(begin, begin + length, HIDDEN);
                        });
        return shown.toString();
    }

    private static int start(Node node) {
        return node.getStartMark().map(Mark::getIndex).orElse(0);
    }

    private static int end(Node node) {
        return node.getEndMark().map(Mark::getIndex).orElse(0);
    }
}
