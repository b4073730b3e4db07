/**
 * How the entries of a group get from the log to a sink: read, handed over together or one by one,
 * parked, sent again, or held back while the far end is away.
 */
@NullMarked
package dev.serai.relay.handover;

import org.jspecify.annotations.NullMarked;
