package dev.serai.access;

import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys in PostgreSQL's table {@code serai.portal_token}. Time is the database's. */
final class PostgresPortalTokens implements PortalTokens {

    private static final String PREFIX = "appsk_";
    private static final int RANDOM_BYTES = 32;

    /** How many that are over one call removes at most; more come with the next call. */
    private static final int REMOVED_MAX = 100;

    private final Supplier<JdbcClient> jdbc;
    private final RandomGenerator random;

    /**
     * Makes the store.
     *
     * @param jdbc a supplier, since the filter chain is there before the database is
     */
    PostgresPortalTokens(Supplier<JdbcClient> jdbc, RandomGenerator random) {
        this.jdbc = jdbc;
        this.random = random;
    }

    @Override
    public String make(Grant grant, Duration life) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        removeOver();
        jdbc.get()
                .sql(
                        """
                        insert into serai.portal_token (hash, tenant, project, session_id,
                            capabilities, feature_flags, expires_at, created_at)
                        values (decode(:hash, 'hex'), :tenant, :project, :session, :capabilities,
                            :flags, now() + :life * interval '1 second', now())
                        """)
                .param("hash", KeyHash.of(key).hex())
                .param("tenant", grant.owner().tenant().value())
                .param("project", grant.owner().project().value())
                .param("session", grant.session())
                .param(
                        "capabilities",
                        grant.capabilities().stream().map(Capability::name).toArray(String[]::new))
                .param("flags", grant.featureFlags().toArray(String[]::new))
                .param("life", life.toSeconds())
                .update();
        return key;
    }

    @Override
    public Optional<Caller> find(String key) {
        if (!key.startsWith(PREFIX)) {
            return Optional.empty();
        }
        KeyHash hash = KeyHash.of(key);
        return jdbc.get()
                .sql(
                        """
                        select tenant, project, session_id, capabilities, feature_flags
                        from serai.portal_token
                        where hash = decode(:hash, 'hex') and expires_at > now()
                        """)
                .param("hash", hash.hex())
                .query((row, number) -> caller(row, hash))
                .optional();
    }

    @Override
    public void end(KeyHash key) {
        jdbc.get()
                .sql("delete from serai.portal_token where hash = decode(:hash, 'hex')")
                .param("hash", key.hex())
                .update();
    }

    @Override
    public void endAll(Owner owner, Collection<String> sessions, Duration after) {
        jdbc.get()
                .sql(
                        """
                        update serai.portal_token
                        set expires_at =
                            least(expires_at, now() + :after * interval '1 second')
                        where tenant = :tenant and project = :project
                          and (cardinality(:sessions::text[]) = 0
                               or session_id = any(:sessions::text[]))
                        """)
                .param("tenant", owner.tenant().value())
                .param("project", owner.project().value())
                .param("sessions", sessions.toArray(String[]::new))
                .param("after", after.toSeconds())
                .update();
    }

    private void removeOver() {
        jdbc.get()
                .sql(
                        """
                        delete from serai.portal_token where hash = any(array(
                            select hash from serai.portal_token where expires_at < now()
                            limit :limit for update skip locked))
                        """)
                .param("limit", REMOVED_MAX)
                .update();
    }

    private static Caller caller(ResultSet row, KeyHash hash) throws SQLException {
        String session = row.getString("session_id");
        ProjectId project = new ProjectId(row.getString("project"));
        return new Caller(
                new TenantId(row.getString("tenant")),
                "portal of " + project + (session == null ? "" : ", session " + session),
                new Role.Portal(
                        project,
                        capabilities((String[]) row.getArray("capabilities").getArray()),
                        List.of((String[]) row.getArray("feature_flags").getArray()),
                        session,
                        hash));
    }

    private static Set<Capability> capabilities(String[] names) {
        Set<Capability> all = EnumSet.noneOf(Capability.class);
        for (String name : names) {
            all.add(Capability.valueOf(name));
        }
        return all;
    }
}
