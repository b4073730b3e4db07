package dev.serai.signing.recipe;

import dev.serai.signing.Scheme;
import dev.serai.signing.Secret;
import dev.serai.signing.Verifier;
import dev.serai.signing.algorithm.Algorithm;
import dev.serai.signing.message.SignedMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scheme in which a secret, or the key it stands for, signs texts that a message is made of. */
public interface SigningScheme extends Scheme {

    Algorithm algorithm();

    /** Null for a scheme without a time. */
    @Nullable TimestampRule timestamp();

    /** Where the signature is looked for and how it is written, for a person. */
    String describe();

    /** What a message says for itself; never throws. */
    Reading read(SignedMessage message);

    @Override
    default Verifier with(List<Secret> secrets) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("there is no secret");
        }
        return new SigningVerifier(
                this, List.copyOf(secrets), secrets.stream().map(this::key).toList());
    }

    @Override
    default boolean signsWithItsSecret() {
        return !(algorithm() instanceof Algorithm.PublicKeySignature);
    }

    private Algorithm.Key key(Secret secret) {
        try {
            return algorithm().key(secret);
        } catch (IllegalArgumentException e) {
            // What was wrong with it quotes from it.
            throw new IllegalArgumentException(
                    "the secret is not of the form that this source's signature needs: "
                            + algorithm().describe());
        }
    }
}
