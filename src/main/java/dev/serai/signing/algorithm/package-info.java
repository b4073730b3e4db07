/**
 * What a key does to a text: HMAC, hash and public-key signature, the forms that keys have, and how
 * the bytes are written.
 */
@NullMarked
package dev.serai.signing.algorithm;

import org.jspecify.annotations.NullMarked;
