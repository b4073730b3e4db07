/** The secrets that routes name, and what a text must be to be given to a route. */
@NullMarked
package dev.serai.route.secret;

import org.jspecify.annotations.NullMarked;
