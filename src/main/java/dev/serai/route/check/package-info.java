/**
 * Says what is wrong with a route that somebody has written, and where, and what to write instead,
 * without Camel seeing or executing any of it.
 */
@NullMarked
package dev.serai.route.check;

import org.jspecify.annotations.NullMarked;
