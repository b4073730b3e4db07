package dev.serai.source;

import java.util.List;

/**
 * What became of sources since a revision.
 *
 * @param revision up to which
 * @param changed those that are new or changed; the secrets of some may be unreadable
 * @param deleted the names of those that are gone
 */
public record SourceChanges(long revision, List<SourceDefinition> changed, List<String> deleted) {}
