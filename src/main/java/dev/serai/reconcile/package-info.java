/** Asks providers which events there were, and takes in those that never came. */
@NullMarked
package dev.serai.reconcile;

import org.jspecify.annotations.NullMarked;
