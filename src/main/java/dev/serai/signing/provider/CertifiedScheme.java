package dev.serai.signing.provider;

import dev.serai.signing.Scheme;
import dev.serai.signing.Secret;
import dev.serai.signing.Verdict;
import dev.serai.signing.Verifier;
import dev.serai.signing.keys.Certificates;
import dev.serai.signing.message.SignedMessage;
import dev.serai.signing.recipe.TimestampRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scheme in which a message names the certificate that it is signed with. What the source is
 * configured with as its secret says which of the provider's messages are meant for it.
 */
sealed interface CertifiedScheme extends Scheme permits AwsSns, PayPal {

    Certificates certificates();

    /** Null if no age is too old. */
    @Nullable TimestampRule timestamp();

    /** What a message says for itself; never throws. */
    Certified read(SignedMessage message, List<Secret> secrets);

    /** What the secret is, for a person. */
    String describeSecret();

    @Override
    default boolean signsUrl() {
        return false;
    }

    @Override
    default Verifier with(List<Secret> secrets) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("there is no secret: it is " + describeSecret());
        }
        return new CertifiedVerifier(this, List.copyOf(secrets));
    }

    /** What a message says for itself. */
    sealed interface Certified {

        /** It says nothing that could be checked. */
        record Fault(Verdict verdict, String why) implements Certified {}

        /**
         * It claims to be signed.
         *
         * @param signature the signature as it stands in the message, base64
         * @param algorithm Java's name of the signature
         * @param place where the certificate is
         * @param texts what is signed if it is meant for a secret, by its index; those it is not
         *     meant for are null
         * @param time the time of sending as it is written
         */
        record Claim(
                String signature,
                String algorithm,
                String place,
                List<byte @Nullable []> texts,
                String time)
                implements Certified {}
    }
}
