/** The hub from its front door to the far end, as a process of its own, between real servers. */
@NullMarked
package dev.serai.e2e;

import org.jspecify.annotations.NullMarked;
