/**
 * A message as signatures see it: what came, byte for byte, or what is made here, and the places in
 * it that a value may stand at.
 */
@NullMarked
package dev.serai.signing.message;

import org.jspecify.annotations.NullMarked;
