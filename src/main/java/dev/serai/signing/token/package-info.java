/** What a sender shows in place of a signature: a token that both know, or a JSON Web Token. */
@NullMarked
package dev.serai.signing.token;

import org.jspecify.annotations.NullMarked;
