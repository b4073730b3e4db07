package dev.serai.route.guard;

import dev.serai.route.guard.EndpointRules.EndpointRule;
import java.util.Optional;
import java.util.TreeSet;

/** {@code jdbc:} reaches databases that are named for routes, never the hub's own. */
final class JdbcRule implements EndpointRule {

    @Override
    public Optional<Objection> judge(UriText uri, Allowed allowed) {
        if (!allowed.isDataSource(uri.path())) {
            return Optional.of(
                    new Objection(
                            "data_source_forbidden",
                            "there is no data source \"" + uri.path() + "\" for routes",
                            allowed.dataSources().isEmpty()
                                    ? "set serai.data-sources.NAME.url"
                                    : "there is " + new TreeSet<>(allowed.dataSources())));
        }
        // The hub's own jdbc: has it so unless it is told otherwise.
        if (!uri.options().getOrDefault("useHeadersAsParameters", "true").equals("true")) {
            return Optional.of(
                    new Objection(
                            "sql_injection",
                            "values of events would become SQL",
                            "write useHeadersAsParameters: true, and :?NAME for the header NAME"));
        }
        return Optional.empty();
    }
}
