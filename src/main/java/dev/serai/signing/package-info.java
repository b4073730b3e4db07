/**
 * Recipes for making and checking signatures, and secrets that never print. It knows bytes and
 * header lines, no framework and nobody's HTTP.
 */
@NullMarked
package dev.serai.signing;

import org.jspecify.annotations.NullMarked;
