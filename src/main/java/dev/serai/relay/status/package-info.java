/** How far sinks are, for those who ask. */
@NullMarked
package dev.serai.relay.status;

import org.jspecify.annotations.NullMarked;
