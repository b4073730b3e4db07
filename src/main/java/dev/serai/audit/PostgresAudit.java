package dev.serai.audit;

import dev.serai.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The audit trail in PostgreSQL's table {@code serai.audit}. */
public final class PostgresAudit implements AuditRecords {

    private static final String SELECT =
            """
            select id, at, tenant, actor, action, target, source, reason, outcome, events
            from serai.audit where tenant = :tenant
            """;

    /** How many records {@link #drop} drops at once. */
    static final int DROPPED_MAX = 1_000;

    private final JdbcClient jdbc;

    public PostgresAudit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void write(AuditRecord record) {
        jdbc.sql(
                        """
                        insert into serai.audit
                            (id, at, tenant, actor, action, target, source, reason, outcome, events)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(record.id())
                .param(record.at().atOffset(ZoneOffset.UTC))
                .param(record.tenant().value())
                .param(record.actor())
                .param(record.action())
                .param(record.target())
                .param(record.source())
                .param(record.reason())
                .param(record.outcome())
                .param(record.events().toArray(String[]::new))
                .update();
    }

    @Override
    public void settle(String id, String outcome, List<String> events) {
        jdbc.sql("update serai.audit set outcome = ?, events = ? where id = ?")
                .param(outcome)
                .param(events.toArray(String[]::new))
                .param(id)
                .update();
    }

    @Override
    public List<AuditRecord> older(TenantId tenant, @Nullable String than, int limit) {
        String beyond = than == null ? "" : " and id < :than";
        return page(tenant, beyond + " order by id desc", than, limit);
    }

    @Override
    public List<AuditRecord> newer(TenantId tenant, String than, int limit) {
        return page(tenant, " and id > :than order by id", than, limit);
    }

    private List<AuditRecord> page(TenantId tenant, String rest, @Nullable String than, int limit) {
        return jdbc.sql(SELECT + rest + " limit :limit")
                .param("tenant", tenant.value())
                .param("than", than)
                .param("limit", limit)
                .query(PostgresAudit::read)
                .list();
    }

    @Override
    public Optional<AuditRecord> ofEvent(TenantId tenant, String event) {
        return last(tenant, " and events @> :what::text[]", new String[] {event});
    }

    @Override
    public Optional<AuditRecord> ofTarget(TenantId tenant, String target) {
        return last(tenant, " and target = :what", target);
    }

    private Optional<AuditRecord> last(TenantId tenant, String choice, Object what) {
        return jdbc.sql(SELECT + choice + " order by id desc limit 1")
                .param("tenant", tenant.value())
                .param("what", what)
                .query(PostgresAudit::read)
                .optional();
    }

    /**
     * Drops records that are older than a time, at most {@link #DROPPED_MAX}.
     *
     * @return how many
     */
    int drop(Instant before) {
        return jdbc.sql(
                        """
                        delete from serai.audit where id in (
                            select id from serai.audit where at < ? limit ?)
                        """)
                .params(before.atOffset(ZoneOffset.UTC), DROPPED_MAX)
                .update();
    }

    private static AuditRecord read(ResultSet row, int number) throws SQLException {
        return new AuditRecord(
                row.getString("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                new TenantId(row.getString("tenant")),
                row.getString("actor"),
                row.getString("action"),
                row.getString("target"),
                row.getString("source"),
                row.getString("reason"),
                row.getString("outcome"),
                List.of((String[]) row.getArray("events").getArray()));
    }
}
