/** What came in at a source and whether it was believed, and why. */
@NullMarked
package dev.serai.api.arrival;

import org.jspecify.annotations.NullMarked;
