/**
 * What a route that somebody wrote may do: which components, languages, beans and properties, and
 * how. The same rules are asked before Camel sees a route, and by Camel whenever it makes
 * something.
 */
@NullMarked
package dev.serai.route.guard;

import org.jspecify.annotations.NullMarked;
