/** Sends again what was parked or delivered. */
@NullMarked
package dev.serai.delivery.replay;

import org.jspecify.annotations.NullMarked;
