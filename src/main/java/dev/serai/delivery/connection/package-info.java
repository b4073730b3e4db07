/**
 * Posts to servers that nobody vouches for: to checked addresses only, within a time, reading no
 * more of an answer than a bound, and saying in plain words why there is none.
 */
@NullMarked
package dev.serai.delivery.connection;

import org.jspecify.annotations.NullMarked;
