/** Gives up what waits for an endpoint that wants it no more. */
@NullMarked
package dev.serai.delivery.park;

import org.jspecify.annotations.NullMarked;
