package dev.serai.route.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a route, to be drawn.
 *
 * @param id its id; null where the route gives it none
 * @param kind what it is, as it is written: {@code choice}
 * @param label what it says
 * @param uri where it reads or sends, without secrets; null of what does neither
 * @param line where in its file, from 1; 0 if that is not known
 * @param children what comes within it, one after the other
 * @param branches of which one or several are gone: {@code when}, {@code otherwise}, {@code
 *     doCatch}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Node(
        @Nullable String id,
        String kind,
        String label,
        @Nullable String uri,
        int line,
        List<Node> children,
        List<Node> branches) {

    public Node {
        children = List.copyOf(children);
        branches = List.copyOf(branches);
    }
}
