/** Schemes as a configuration writes them, read and checked when a route is loaded. */
@NullMarked
package dev.serai.signing.options;

import org.jspecify.annotations.NullMarked;
