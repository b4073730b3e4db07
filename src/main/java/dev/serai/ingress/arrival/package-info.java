/** A request that came to a source, and how its header lines are kept. */
@NullMarked
package dev.serai.ingress.arrival;

import org.jspecify.annotations.NullMarked;
