/**
 * What the hub counts, for Prometheus. The only place that knows Micrometer: the other packages
 * tell their listeners. Every tag has few values: names of sources, sinks and reasons, never what a
 * request brought along.
 */
@NullMarked
package dev.serai.ops.metrics;

import org.jspecify.annotations.NullMarked;
