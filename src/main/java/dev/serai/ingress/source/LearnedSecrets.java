package dev.serai.ingress.source;

import dev.serai.outbox.OutboxUnavailable;
import dev.serai.signing.Scheme;
import dev.serai.signing.Secret;
import dev.serai.signing.Verifier;
import dev.serai.tenant.TenantId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The secrets that providers gave in their handshakes, in the table {@code serai.source_secret}:
 * one for a source, the first. Plain, as those of endpoints are. Thread-safe.
 */
public final class LearnedSecrets {

    private static final int UNGUESSABLE_BYTES = 32;

    private final JdbcClient jdbc;
    private final RandomGenerator random;

    /**
     * Those in a database.
     *
     * @param random fit for keys
     */
    public LearnedSecrets(JdbcClient jdbc, RandomGenerator random) {
        this.jdbc = jdbc;
        this.random = random;
    }

    /**
     * Checks the messages of a source by what it has learned, besides what is configured.
     *
     * @throws IllegalArgumentException if a configured secret does not fit the scheme
     */
    public Verifier verifier(
            Scheme scheme, List<Secret> configured, TenantId tenant, String source) {
        // Until it has learned one there may be none: one that nobody knows is as good.
        List<Secret> known = configured.isEmpty() ? List.of(unguessable()) : configured;
        return new LearningVerifier(scheme, known, this, tenant, source);
    }

    /** The secret that a source's provider has now: what is configured, or what it has learned. */
    public Optional<Secret> current(List<Secret> configured, TenantId tenant, String source) {
        return configured.isEmpty() ? find(tenant, source) : Optional.of(configured.getFirst());
    }

    private Secret unguessable() {
        byte[] bytes = new byte[UNGUESSABLE_BYTES];
        random.nextBytes(bytes);
        return Secret.of(HexFormat.of().formatHex(bytes));
    }

    /**
     * Finds what a source has learned.
     *
     * @throws OutboxUnavailable if the database cannot be asked
     */
    Optional<Secret> find(TenantId tenant, String source) {
        try {
            return jdbc.sql(
                            "select secret from serai.source_secret where tenant = ? and source = ?")
                    .param(tenant.value())
                    .param(source)
                    .query(String.class)
                    .optional()
                    .map(Secret::of);
        } catch (DataAccessException e) {
            throw new OutboxUnavailable("the database does not tell secrets now", e);
        }
    }

    /**
     * What a source has learned.
     *
     * @param at when
     */
    public record Learned(Secret secret, Instant at) {}

    /**
     * Tells what a source has learned; throws Spring's DataAccessException.
     *
     * @return empty if it has learned nothing
     */
    public Optional<Learned> about(TenantId tenant, String source) {
        return jdbc.sql(
                        """
                        select secret, learned_at from serai.source_secret
                        where tenant = ? and source = ?
                        """)
                .params(tenant.value(), source)
                .query(
                        (row, number) ->
                                new Learned(
                                        Secret.of(row.getString("secret")),
                                        row.getObject("learned_at", OffsetDateTime.class)
                                                .toInstant()))
                .optional();
    }

    /**
     * Forgets what a source has learned, at all hubs within {@link LearningVerifier#FORGET_WITHIN};
     * throws Spring's DataAccessException.
     *
     * @return whether it had learned anything
     */
    public boolean forget(TenantId tenant, String source) {
        return jdbc.sql("delete from serai.source_secret where tenant = ? and source = ?")
                        .params(tenant.value(), source)
                        .update()
                > 0;
    }

    /**
     * Learns a source's secret, durably, unless it has learned another.
     *
     * @return whether this is the one that it has learned, now or before
     * @throws OutboxUnavailable if that is not known
     */
    public boolean learn(TenantId tenant, String source, Secret secret) {
        try {
            jdbc.sql(
                            """
                            insert into serai.source_secret (tenant, source, secret)
                            values (?, ?, ?) on conflict do nothing
                            """)
                    .param(tenant.value())
                    .param(source)
                    .param(secret.reveal())
                    .update();
        } catch (DataAccessException e) {
            throw new OutboxUnavailable("the database keeps no secrets now", e);
        }
        return find(tenant, source).filter(secret::equals).isPresent();
    }
}
