/**
 * Everything Camel: the front door, the components that routes are built of, the files of {@code
 * routes/}. A route wires and maps; what it can do wrong, these keep from losing an event.
 */
@NullMarked
package dev.serai.route;

import org.jspecify.annotations.NullMarked;
