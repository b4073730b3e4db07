/** Counts what projects have used. */
@NullMarked
package dev.serai.task.usage;

import org.jspecify.annotations.NullMarked;
