package dev.serai.route.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a part of a route is written, by Camel's own schema.
 *
 * @param name of Camel's definition, without its package; empty where it has none
 * @param type {@code object}, {@code array}, {@code string}, {@code number}, {@code boolean}
 * @param mayBeText whether a text may stand for the whole
 * @param members what it may have, and how that is written in turn
 * @param required what it must have
 * @param items how the items of a list are written
 * @param allowed what a text must be one of; empty for no such bound
 * @param isOpen whether it may have any members
 */
record Form(
        String name,
        String type,
        boolean mayBeText,
        Map<String, JsonNode> members,
        Set<String> required,
        @Nullable JsonNode items,
        List<String> allowed,
        boolean isOpen) {}
