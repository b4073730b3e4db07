package dev.serai.route.check;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * Reads YAML by the parser that Camel reads it by, so that both see the same. What could be read in
 * two ways, or be larger than it looks, is refused: aliases, tags, keys twice, a second document.
 */
final class ReadYaml {

    /** In characters; the largest of the shipped files has a tenth of it. */
    private static final int TEXT_MAX = 256 * 1024;

    private static final int DEPTH_MAX = 60;

    private ReadYaml() {}

    /** The document; null if it cannot be had, and the faults say why. */
    static @Nullable Node of(String text, Faults faults) {
        if (text.length() > TEXT_MAX) {
            faults.add(1, 1, "too_large", "a route has at most " + TEXT_MAX + " characters", "");
            return null;
        }
        LoadSettings settings = LoadSettings.builder().setLabel("route").build();
        try {
            if (!isPlain(new Parse(settings).parseString(text).iterator(), faults)) {
                return null;
            }
            Optional<Node> document = new Compose(settings).composeString(text);
            if (document.isEmpty()) {
                faults.add(1, 1, "empty", "there is nothing in it", "begin with - route:");
                return null;
            }
            findDoubles(document.get(), faults);
            return faults.isEmpty() ? document.get() : null;
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            faults.add(
                    mark == null ? 1 : mark.getLine() + 1,
                    mark == null ? 1 : mark.getColumn() + 1,
                    "yaml",
                    "it is no YAML: " + e.getProblem(),
                    "look at the indentation, the colons and the quotes around here");
            return null;
        } catch (YamlEngineException e) {
            faults.add(1, 1, "yaml", "it is no YAML", "");
            return null;
        }
    }

    private static boolean isPlain(Iterator<Event> events, Faults faults) {
        int depth = 0;
        int documents = 0;
        while (events.hasNext()) {
            Event event = events.next();
            documents += event instanceof DocumentStartEvent ? 1 : 0;
            depth += event instanceof CollectionStartEvent ? 1 : 0;
            depth -= event instanceof CollectionEndEvent ? 1 : 0;
            String fix = objection(event, depth, documents);
            if (!fix.isEmpty()) {
                Mark mark = event.getStartMark().orElse(null);
                faults.add(
                        mark == null ? 1 : mark.getLine() + 1,
                        mark == null ? 1 : mark.getColumn() + 1,
                        "yaml_feature",
                        "this part of YAML is not for routes",
                        fix);
                return false;
            }
        }
        return true;
    }

    private static String objection(Event event, int depth, int documents) {
        if (event instanceof AliasEvent
                || event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            return "write it out instead of an anchor or an alias";
        }
        if (event instanceof ScalarEvent scalar && scalar.getTag().isPresent()
                || event instanceof CollectionStartEvent start && start.getTag().isPresent()) {
            return "leave the tag out";
        }
        if (depth > DEPTH_MAX) {
            return "nest less deep";
        }
        return documents > 1 ? "a file is one document: leave the --- out" : "";
    }

    private static void findDoubles(Node node, Faults faults) {
        Set<String> seen = new HashSet<>();
        for (NodeTuple entry : Nodes.entries(node)) {
            Node key = entry.getKeyNode();
            String name = Nodes.text(key);
            if (!seen.add(name)) {
                faults.add(key, "key_twice", name + " is here twice", "keep one of them");
            }
            findDoubles(entry.getValueNode(), faults);
        }
        Nodes.items(node).forEach(item -> findDoubles(item, faults));
    }
}
