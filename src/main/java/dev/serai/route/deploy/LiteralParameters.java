package dev.serai.route.deploy;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.EndpointUriFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the parameters that a route gives to a Kamelet, or to {@code ingress:}, as they are
 * written. Camel puts parameters into a URI, where {@code &}, {@code +} and {@code %} mean
 * something, except those it takes for secret, which it wraps in {@code RAW()}: so here all are.
 */
public final class LiteralParameters implements EndpointUriFactory {

    private final String scheme;
    private final Supplier<Set<String>> names;
    private @Nullable CamelContext context;

    /**
     * For the parameters of one scheme.
     *
     * @param names all that there may be
     */
    public LiteralParameters(String scheme, Supplier<Set<String>> names) {
        this.scheme = scheme;
        this.names = names;
    }

    @Override
    public boolean isEnabled(String name) {
        return name.equals(scheme);
    }

    @Override
    public Set<String> secretPropertyNames() {
        return names.get();
    }

    @Override
    public Set<String> propertyNames() {
        return new TreeSet<>(names.get());
    }

    @Override
    public Map<String, String> multiValuePrefixes() {
        return Map.of();
    }

    @Override
    public boolean isLenientProperties() {
        return true;
    }

    @Override
    public String buildUri(String name, Map<String, Object> properties, boolean encode) {
        throw new IllegalArgumentException(
                "write " + scheme + ":name, and its parameters below it");
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.context = camelContext;
    }
}
