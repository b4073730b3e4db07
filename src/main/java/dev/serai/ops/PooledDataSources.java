package dev.serai.ops;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.serai.ops.DataSourcesProperties.Database;
import dev.serai.route.table.DataSources;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** The configured databases, each with a pool that is made when a route first names it. */
final class PooledDataSources implements DataSources, AutoCloseable {

    private static final String POSTGRES = "jdbc:postgresql:";
    private static final int POOL_SIZE = 8;
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final DataSourcesProperties properties;
    private final Optional<ReadModel> readModel;
    private final Map<String, HikariDataSource> pools = new ConcurrentHashMap<>();
    private final Map<String, DataSource> sources = new ConcurrentHashMap<>();

    /**
     * @param readModel the one on the embedded server, if there is one
     */
    PooledDataSources(DataSourcesProperties properties, Optional<ReadModel> readModel) {
        this.properties = properties;
        this.readModel = readModel;
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>(properties.dataSources().keySet());
        if (readModel.isPresent() && properties.find(ReadModel.NAME).isEmpty()) {
            names.add(ReadModel.NAME);
        }
        return names;
    }

    @Override
    public Optional<DataSource> find(String name) {
        String key = DataSourcesProperties.normal(name);
        Optional<Database> configured = properties.find(name);
        boolean elsewhere = configured.filter(known -> !known.url().isEmpty()).isPresent();
        if (elsewhere) {
            return configured.map(known -> sources.computeIfAbsent(key, k -> external(key, known)));
        }
        if (readModel.isEmpty() || !key.equals(DataSourcesProperties.normal(ReadModel.NAME))) {
            return Optional.empty();
        }
        Database own = configured.orElseGet(() -> new Database("", "", "", POOL_SIZE, ""));
        return Optional.of(sources.computeIfAbsent(key, k -> embedded(key, own)));
    }

    private DataSource embedded(String name, Database database) {
        DatabaseConnection connection = readModel.orElseThrow().connection();
        return withTables(name, connection.pool(name, database.poolSize(), WAIT), database);
    }

    private DataSource external(String name, Database database) {
        return withTables(name, pool(name, database), database);
    }

    private DataSource withTables(String name, HikariDataSource pool, Database database) {
        pools.put(name, pool);
        return database.initScript().isEmpty()
                ? pool
                : new TablesFirst(pool, Path.of(database.initScript()));
    }

    private static HikariDataSource pool(String name, Database database) {
        if (database.url().startsWith(POSTGRES)) {
            return new DatabaseConnection(database.url(), database.username(), database.password())
                    .pool(name, database.poolSize(), WAIT);
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(
                new SimpleDriverDataSource(
                        driver(database.url()),
                        database.url(),
                        database.username(),
                        database.password()));
        config.setMaximumPoolSize(database.poolSize());
        config.setConnectionTimeout(WAIT.toMillis());
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /** Also of jars that were put beside the hub. */
    private static Driver driver(String url) {
        for (Driver driver : ServiceLoader.load(Driver.class)) {
            try {
                if (driver.acceptsURL(url)) {
                    return driver;
                }
            } catch (SQLException e) {
                continue; // it is not its URL
            }
        }
        throw new IllegalArgumentException(
                "no driver knows a data source's url ("
                        + DatabaseProperties.withoutQuery(url)
                        + "): put its jar into the folder lib");
    }

    @Override
    public void close() {
        pools.values().forEach(HikariDataSource::close);
    }
}
