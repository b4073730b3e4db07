package dev.serai.route.table;

import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.camel.Endpoint;
import org.apache.camel.component.jdbc.JdbcComponent;
import org.apache.camel.component.jdbc.JdbcEndpoint;
import org.apache.camel.util.PropertiesHelper;

/**
 * Camel's {@code jdbc:NAME}, which finds its database among {@link DataSources} only: Camel's own
 * would find any bean, the hub's database too. Values come as headers: a body that is SQL and holds
 * a sender's text would run what the sender wrote.
 */
final class TableComponent extends JdbcComponent {

    private final DataSources sources;

    TableComponent(DataSources sources) {
        this.sources = sources;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters)
            throws Exception {
        Optional<DataSource> source = sources.find(name);
        if (source.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no data source \""
                            + name
                            + "\" (there are "
                            + sources.names()
                            + "): set serai.data-sources."
                            + name
                            + ".url");
        }
        JdbcEndpoint endpoint = createEndpoint(uri, this, source.get());
        endpoint.setDataSourceName(name);
        endpoint.setUseHeadersAsParameters(true);
        endpoint.setParameters(PropertiesHelper.extractProperties(parameters, "statement."));
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
