package dev.serai.subscription;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.seal.Seal;
import dev.serai.testing.Samples;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The endpoints on a test's database: what a hub has of them, without Spring. */
public final class TestEndpoints {

    private TestEndpoints() {}

    static EndpointColumns columns(String masterKey) {
        return new EndpointColumns(
                new ObjectMapper(), new Seal(masterKey, List.of(), new SecureRandom()));
    }

    public static Endpoints on(DataSource dataSource) {
        return new Endpoints(
                new PostgresEndpoints(JdbcClient.create(dataSource), columns("")),
                InstantSource.system(),
                new SecureRandom(),
                Samples.KSUID);
    }
}
