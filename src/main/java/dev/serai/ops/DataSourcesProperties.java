package dev.serai.ops;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The databases that routes may write to.
 *
 * @param dataSources by the name that routes know them by
 */
@ConfigurationProperties("serai")
record DataSourcesProperties(@DefaultValue Map<String, Database> dataSources) {

    private static final int POOL_MAX = 100;

    DataSourcesProperties {
        dataSources = Map.copyOf(dataSources);
    }

    /**
     * One of them.
     *
     * @param url JDBC URL; empty only for the embedded {@code read-model}
     * @param username may be empty when the URL names the user
     * @param password may be empty
     * @param poolSize how many connections this hub has to it, at most
     * @param initScript a file of SQL that makes its tables unless they are there, run when the hub
     *     first connects; empty for none
     */
    record Database(
            @DefaultValue("") String url,
            @DefaultValue("") String username,
            @DefaultValue("") String password,
            @DefaultValue("8") int poolSize,
            @DefaultValue("") String initScript) {

        Database {
            if (!url.isEmpty() && !url.startsWith("jdbc:")) {
                throw new IllegalArgumentException(
                        "the url of each of serai.data-sources begins with jdbc:");
            }
            if (poolSize < 1 || poolSize > POOL_MAX) {
                throw new IllegalArgumentException(
                        "the pool-size of each of serai.data-sources is 1 to " + POOL_MAX);
            }
        }

        /** Without the password, which the URL may hold as well. */
        @Override
        public String toString() {
            return "Database[" + DatabaseProperties.withoutQuery(url) + "]";
        }
    }

    /** One of them. */
    Optional<Database> find(String name) {
        return dataSources.entrySet().stream()
                .filter(known -> normal(known.getKey()).equals(normal(name)))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Dashes, dots and capitals do not count: an environment variable cannot tell them. */
    static String normal(String name) {
        return name.replaceAll("[-_.]", "").toLowerCase(Locale.ROOT);
    }
}
