/** Endpoints that fail for long: noticed, told of, disabled at last. */
@NullMarked
package dev.serai.delivery.failing;

import org.jspecify.annotations.NullMarked;
