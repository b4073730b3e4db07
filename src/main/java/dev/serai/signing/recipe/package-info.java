/**
 * Signatures over texts that a message is made of, described by their parts: where the signature
 * stands, what is signed, how old it may be; and the explanation of what went wrong.
 */
@NullMarked
package dev.serai.signing.recipe;

import org.jspecify.annotations.NullMarked;
