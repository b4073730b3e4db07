/** Hands for endpoints' attempts: how many at a time, for whom, and which hub makes them. */
@NullMarked
package dev.serai.delivery.lane;

import org.jspecify.annotations.NullMarked;
