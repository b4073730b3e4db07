package dev.serai.ingress;

import dev.serai.tenant.TenantId;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The records of refused requests in PostgreSQL's table {@code serai.rejection}. */
final class PostgresRejections {

    private static final int PER_SOURCE_MAX = 1_000;
    private static final int BYTES_PER_SOURCE_MAX = 8 * 1024 * 1024;

    private final JdbcClient jdbc;

    PostgresRejections(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes records, then drops the oldest ones of their sources beyond the bound. */
    void insert(List<Rejection> rejections) {
        if (rejections.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into serai.rejection (id, at, tenant, source, status, code, detail,
                            method, path, headers, body, bytes, size, explanation)
                        select i.id, i.at, i.tenant, i.source, i.status, i.code, i.detail, i.method,
                               i.path, i.headers, i.body, i.bytes, i.size, i.explanation
                        from unnest(:id::text[], :at::timestamptz[], :tenant::text[], :source::text[],
                            :status::smallint[], :code::text[], :detail::text[], :method::text[],
                            :path::text[], :headers::text[], :body::bytea[], :bytes::int[],
                            :size::int[], :explanation::text[])
                            as i(id, at, tenant, source, status, code, detail, method, path, headers, body,
                                 bytes, size, explanation)
                        """)
                .param("tenant", texts(rejections, rejection -> rejection.tenant().value()))
                .param("id", texts(rejections, Rejection::id))
                .param("at", texts(rejections, rejection -> rejection.at().toString()))
                .param("source", texts(rejections, Rejection::source))
                .param("status", ints(rejections, r -> r.reason().status()))
                .param("code", texts(rejections, r -> r.reason().code()))
                .param("detail", texts(rejections, Rejection::detail))
                .param("method", texts(rejections, Rejection::method))
                .param("path", texts(rejections, Rejection::path))
                .param("headers", texts(rejections, Rejection::headers))
                .param("body", rejections.stream().map(Rejection::body).toArray(byte[][]::new))
                .param("bytes", ints(rejections, Rejection::bytes))
                .param("size", ints(rejections, Rejection::size))
                .param("explanation", texts(rejections, Rejection::explanation))
                .update();
        rejections.stream().map(Place::of).distinct().forEach(this::dropBeyondBound);
    }

    /** What the bound is for. */
    private record Place(TenantId tenant, String source) {

        static Place of(Rejection rejection) {
            return new Place(rejection.tenant(), rejection.source());
        }
    }

    private void dropBeyondBound(Place place) {
        jdbc.sql(
                        """
                        delete from serai.rejection r using (
                            select id, row_number() over newest as number,
                                   sum(bytes) over newest as bytes
                            from serai.rejection where tenant = :tenant and source = :source
                            window newest as (order by id desc)) ranked
                        where r.id = ranked.id
                          and (ranked.number > :number or ranked.bytes > :bytes)
                        """)
                .param("tenant", place.tenant().value())
                .param("source", place.source())
                .param("number", PER_SOURCE_MAX)
                .param("bytes", BYTES_PER_SOURCE_MAX)
                .update();
    }

    private static @Nullable String[] texts(
            List<Rejection> rejections, Function<Rejection, @Nullable String> column) {
        return rejections.stream().map(column).toArray(String[]::new);
    }

    private static Integer[] ints(List<Rejection> rejections, Function<Rejection, Integer> column) {
        return rejections.stream().map(column).toArray(Integer[]::new);
    }
}
