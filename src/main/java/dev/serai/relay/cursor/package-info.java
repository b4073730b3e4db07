/**
 * Where a sink is in the log: the places it has reached, how they are kept, checked and forgotten.
 */
@NullMarked
package dev.serai.relay.cursor;

import org.jspecify.annotations.NullMarked;
