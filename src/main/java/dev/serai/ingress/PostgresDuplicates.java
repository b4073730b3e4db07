package dev.serai.ingress;

import dev.serai.ingress.Duplicates.Duplicate;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The records of copies in PostgreSQL's table {@code serai.duplicate}. */
final class PostgresDuplicates {

    private static final int PER_SOURCE_MAX = 500;

    private final JdbcClient jdbc;

    PostgresDuplicates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes records, then drops the oldest ones of their sources beyond the bound. */
    void insert(List<Duplicate> duplicates) {
        if (duplicates.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into serai.duplicate
                            (id, at, tenant, source, event_id, method, path, headers, size)
                        select * from unnest(:id::text[], :at::timestamptz[], :tenant::text[],
                            :source::text[], :event::text[], :method::text[], :path::text[],
                            :headers::text[], :size::int[])
                        """)
                .param("id", texts(duplicates, Duplicate::id))
                .param("at", texts(duplicates, duplicate -> duplicate.at().toString()))
                .param("tenant", texts(duplicates, d -> d.owner().tenant().value()))
                .param("source", texts(duplicates, Duplicate::source))
                .param("event", texts(duplicates, duplicate -> duplicate.original().value()))
                .param("method", texts(duplicates, Duplicate::method))
                .param("path", texts(duplicates, Duplicate::path))
                .param("headers", texts(duplicates, Duplicate::headers))
                .param("size", duplicates.stream().map(Duplicate::size).toArray(Integer[]::new))
                .update();
        duplicates.stream()
                .map(duplicate -> List.of(duplicate.owner().tenant().value(), duplicate.source()))
                .distinct()
                .forEach(place -> dropBeyondBound(place.getFirst(), place.getLast()));
    }

    private void dropBeyondBound(String tenant, String source) {
        jdbc.sql(
                        """
                        delete from serai.duplicate where id in (
                            select id from serai.duplicate
                            where tenant = :tenant and source = :source
                            order by id desc offset :number)
                        """)
                .param("tenant", tenant)
                .param("source", source)
                .param("number", PER_SOURCE_MAX)
                .update();
    }

    private static String[] texts(List<Duplicate> duplicates, Function<Duplicate, String> column) {
        return duplicates.stream().map(column).toArray(String[]::new);
    }
}
