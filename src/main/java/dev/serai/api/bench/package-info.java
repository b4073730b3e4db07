/** Routes tried on the bench, and drawn. */
@NullMarked
package dev.serai.api.bench;

import org.jspecify.annotations.NullMarked;
