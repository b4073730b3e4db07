package dev.serai.subscription;

import java.time.Instant;
import java.util.List;

/**
 * What has changed since a revision.
 *
 * @param revision the newest revision
 * @param asOf when it was asked, by the database's clock
 * @param changed endpoints that are new or different
 * @param deleted ids of endpoints that are gone
 */
record EndpointChanges(long revision, Instant asOf, List<Endpoint> changed, List<String> deleted) {}
