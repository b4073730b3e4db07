/**
 * Sources that are made through the API: what they say, and the table and the seal that keep them.
 * Knows nothing of how a source becomes a route.
 */
@NullMarked
package dev.serai.source;

import org.jspecify.annotations.NullMarked;
