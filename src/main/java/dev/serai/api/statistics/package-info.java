/** What was sent to whom and what came of it, in numbers. */
@NullMarked
package dev.serai.api.statistics;

import org.jspecify.annotations.NullMarked;
