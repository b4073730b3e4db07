package dev.serai.subscription;

import dev.serai.signing.Secret;

/**
 * How an endpoint's secret stands in the database: the only place that knows. Plain for now, so the
 * database is to be guarded like the secrets themselves.
 */
final class SecretColumn {

    private SecretColumn() {}

    static String write(Secret secret) {
        return secret.reveal();
    }

    static Secret read(String column) {
        return Secret.of(column);
    }
}
