package dev.serai.source;

import java.util.List;

/**
 * What became of sources since a revision.
 *
 * @param revision up to which
 * @param changed those that are new or changed
 * @param deleted the names of those that are gone
 * @param unreadable the names of those whose secrets cannot be read
 */
public record SourceChanges(
        long revision,
        List<SourceDefinition> changed,
        List<String> deleted,
        List<String> unreadable) {}
