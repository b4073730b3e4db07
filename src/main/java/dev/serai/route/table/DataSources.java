package dev.serai.route.table;

import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** The databases that routes may write to, by name. The hub's own is none of them. Thread-safe. */
public interface DataSources {

    /** Those that there are. */
    Set<String> names();

    /** One of them, made ready when it is first asked for; a database that is away is no reason. */
    Optional<DataSource> find(String name);
}
