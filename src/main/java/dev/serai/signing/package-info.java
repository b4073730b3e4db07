/**
 * How a message proves who sent it: schemes, what checking came to and why, and secrets that never
 * print. It knows bytes and header lines, no framework and nobody's HTTP.
 */
@NullMarked
package dev.serai.signing;

import org.jspecify.annotations.NullMarked;
