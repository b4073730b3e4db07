/** Events: published, listed, and what became of each. */
@NullMarked
package dev.serai.api.event;

import org.jspecify.annotations.NullMarked;
