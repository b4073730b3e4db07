package dev.serai.subscription;

import dev.serai.signing.Secret;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes secrets as Standard Webhooks advises: {@code whsec_} and base64 of 24 random bytes. */
final class NewSecret {

    private static final int BYTES = 24;

    private NewSecret() {}

    static Secret of(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Secret.of("whsec_" + Base64.getEncoder().encodeToString(bytes));
    }
}
