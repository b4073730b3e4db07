/** When an attempt that failed is followed by the next one. */
@NullMarked
package dev.serai.delivery.schedule;

import org.jspecify.annotations.NullMarked;
