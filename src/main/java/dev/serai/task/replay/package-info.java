/** Sends an endpoint what it missed, what it failed to take, or what somebody chooses. */
@NullMarked
package dev.serai.task.replay;

import org.jspecify.annotations.NullMarked;
