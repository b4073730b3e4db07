package dev.serai.route.bench;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Stands in for any endpoint: sends nothing, and reads nothing but what it is handed. */
final class RecorderEndpoint extends DefaultEndpoint {

    private static final Pattern NAMED = Pattern.compile("^\\{\\{secret:([A-Za-z0-9._-]+):?}}");
    private static final String NAMELESS = "secret";

    private final StandIns standIns;
    private final String what;
    private final Map<String, Object> parameters;
    private final AtomicReference<@Nullable Consumer> consumer = new AtomicReference<>();

    RecorderEndpoint(
            String uri,
            Component component,
            StandIns standIns,
            String what,
            Map<String, Object> parameters) {
        super(uri, component);
        this.standIns = standIns;
        this.what = what;
        this.parameters = Map.copyOf(parameters);
    }

    /** The URI's scheme. */
    String scheme() {
        return getEndpointUri().replaceFirst(":.*$", "");
    }

    /** What follows the scheme, without the options. */
    String what() {
        return what;
    }

    /** The options. */
    Map<String, Object> parameters() {
        return parameters;
    }

    /**
     * What stands in for {@code {{secret:NAME}}} as a whole address: an endpoint of that name, as
     * nobody here knows where it leads.
     */
    static String named(String uri) {
        return NAMED.matcher(uri).replaceFirst(NAMELESS + ":$1");
    }

    /** The URI without what may be a secret. */
    String shown() {
        String uri =
                getEndpointUri()
                        .replaceFirst("^" + NAMELESS + ":(//)?([A-Za-z0-9._-]+)", "{{secret:$2}}");
        return PlainUri.of(uri);
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) throws Exception {
                standIns.take(RecorderEndpoint.this, exchange);
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        Consumer made = new DefaultConsumer(this, processor);
        consumer.set(made);
        standIns.begin(this);
        return made;
    }

    /** Where the draft begins. */
    Consumer consumer() {
        Consumer made = consumer.get();
        if (made == null) {
            throw new IllegalStateException("nothing begins at " + shown());
        }
        return made;
    }

    @Override
    public PollingConsumer createPollingConsumer() {
        throw new UnsupportedOperationException(
                "on the bench nothing is fetched: " + shown() + " has no stand-in for that");
    }

    @Override
    public boolean isLenientProperties() {
        return true;
    }
}
