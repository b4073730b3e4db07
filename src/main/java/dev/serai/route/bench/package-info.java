/**
 * The test bench of routes: a draft runs in a Camel context of its own, on what somebody hands in,
 * and whatever it would send is written down instead. And what a route looks like, to be drawn.
 */
@NullMarked
package dev.serai.route.bench;

import org.jspecify.annotations.NullMarked;
