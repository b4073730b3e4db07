/** Sinks, what is parked and replayed, and live streams. */
@NullMarked
package dev.serai.api.sink;

import org.jspecify.annotations.NullMarked;
