package dev.serai.ingress.source;

import dev.serai.outbox.OutboxUnavailable;
import dev.serai.seal.Seal;
import dev.serai.seal.Sealed;
import dev.serai.signing.Scheme;
import dev.serai.signing.Secret;
import dev.serai.signing.Verifier;
import dev.serai.tenant.TenantId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The secrets that providers gave in their handshakes, in the table {@code serai.source_secret}:
 * one for a source, the first. Sealed, as those of sources are. Thread-safe.
 */
public final class LearnedSecrets implements Sealed {

    private static final int UNGUESSABLE_BYTES = 32;
    private static final String SECRET = "secret";

    private final JdbcClient jdbc;
    private final Seal seal;
    private final RandomGenerator random;

    /**
     * Those in a database.
     *
     * @param random fit for keys
     */
    public LearnedSecrets(JdbcClient jdbc, Seal seal, RandomGenerator random) {
        this.jdbc = jdbc;
        this.seal = seal;
        this.random = random;
    }

    private static String row(String tenant, String source) {
        return "learned/" + tenant + "/" + source;
    }

    /** What is in a row; before secrets were sealed here, the secret as it is. */
    private Secret opened(String row, String column) {
        try {
            return Secret.of(
                    Seal.hasMade(column)
                            ? seal.read(row, column).getOrDefault(SECRET, "")
                            : column);
        } catch (Seal.Unreadable e) {
            throw new OutboxUnavailable(
                    "this hub has not the key to the secret that the source has learned", e);
        }
    }

    private String sealed(String row, Secret secret) {
        return seal.write(row, Map.of(SECRET, secret.reveal()));
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
     * @throws OutboxUnavailable if the database cannot be asked, or this hub has not the key
     */
    Optional<Secret> find(TenantId tenant, String source) {
        try {
            return jdbc.sql(
                            "select secret from serai.source_secret where tenant = ? and source = ?")
                    .param(tenant.value())
                    .param(source)
                    .query(String.class)
                    .optional()
                    .map(column -> opened(row(tenant.value(), source), column));
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
     * @throws OutboxUnavailable if this hub has not the key to it
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
                                        opened(
                                                row(tenant.value(), source),
                                                row.getString("secret")),
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
                    .param(sealed(row(tenant.value(), source), secret))
                    .update();
        } catch (DataAccessException e) {
            throw new OutboxUnavailable("the database keeps no secrets now", e);
        }
        return find(tenant, source).filter(secret::equals).isPresent();
    }

    /** See {@link Sealed#sealAnew()}. */
    @Override
    public int sealAnew() {
        return jdbc
                .sql(
                        """
                        select tenant, source, secret from serai.source_secret
                        where secret not like :current || '%'
                        order by tenant, source limit :limit
                        """)
                .param("current", seal.currentPrefix())
                .param("limit", ROWS_MAX)
                .query(
                        (row, number) ->
                                new Stored(
                                        row.getString("tenant"),
                                        row.getString("source"),
                                        row.getString("secret")))
                .list()
                .stream()
                .mapToInt(this::sealAnew)
                .sum();
    }

    /** A row as it is. */
    private record Stored(String tenant, String source, String column) {}

    /** Unless it was forgotten meanwhile; what cannot be read stays. */
    private int sealAnew(Stored stored) {
        String row = row(stored.tenant(), stored.source());
        try {
            return jdbc.sql(
                            """
                            update serai.source_secret set secret = ?
                            where tenant = ? and source = ? and secret = ?
                            """)
                    .params(
                            sealed(row, opened(row, stored.column())),
                            stored.tenant(),
                            stored.source(),
                            stored.column())
                    .update();
        } catch (OutboxUnavailable e) {
            return 0;
        }
    }
}
