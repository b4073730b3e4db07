/**
 * The kinds of events that a tenant has told of: their descriptions, schemas and retry schedules.
 * Nothing asks here whether an event may be taken in: what nobody has described is accepted as
 * well. Knows nothing of HTTP.
 */
@NullMarked
package dev.serai.eventtype;

import org.jspecify.annotations.NullMarked;
