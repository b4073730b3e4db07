/**
 * The outbound webhook engine: takes events of the log, delivers each to every endpoint that wants
 * it, tries again by the schedule, gives up in the end, and records it all. Knows nothing of Camel
 * or of the API.
 */
@NullMarked
package dev.serai.delivery;

import org.jspecify.annotations.NullMarked;
