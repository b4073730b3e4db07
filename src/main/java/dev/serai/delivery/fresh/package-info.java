/** Events that come from the log and have not been tried yet. */
@NullMarked
package dev.serai.delivery.fresh;

import org.jspecify.annotations.NullMarked;
