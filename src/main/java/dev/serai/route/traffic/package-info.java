/** How much goes through a route, whichever version of it. */
@NullMarked
package dev.serai.route.traffic;

import org.jspecify.annotations.NullMarked;
