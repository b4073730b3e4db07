/**
 * {@code jdbc:} for sinks: read models and other tables, in databases that the configuration names,
 * and never in the hub's own.
 */
@NullMarked
package dev.serai.route.table;

import org.jspecify.annotations.NullMarked;
