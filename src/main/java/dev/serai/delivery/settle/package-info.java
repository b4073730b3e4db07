/** Makes an attempt and decides what comes of it. */
@NullMarked
package dev.serai.delivery.settle;

import org.jspecify.annotations.NullMarked;
