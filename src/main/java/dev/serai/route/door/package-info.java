/** The front door at {@code /in/*}: a request in whole, and handed to the route of its source. */
@NullMarked
package dev.serai.route.door;

import org.jspecify.annotations.NullMarked;
