package dev.serai.route.guard;

import java.util.Map;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Language;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * Where a Camel asks before it makes anything that a route named, the hub's and a trial's alike.
 * Camel has hooks for when an endpoint is there; by then a class that one of its options names has
 * been made.
 */
final class Gate {

    private final CamelContext camel;
    private final Guard guard;
    private final CheckedSimple simple = new CheckedSimple();

    Gate(CamelContext camel, Guard guard) {
        this.camel = camel;
        this.guard = guard;
    }

    /** To be called once Camel has been initialized. */
    void open() {
        simple.setCamelContext(camel);
        simple.init();
        simple.start();
    }

    /** The URI of an endpoint that may be made, its placeholders resolved. */
    String endpoint(
            String uri,
            @Nullable Map<String, Object> parameters,
            boolean normalized,
            boolean prototype) {
        String resolved =
                normalized
                        ? uri
                        : EndpointHelper.resolveEndpointUriPropertyPlaceholders(
                                camel, URISupport.textBlockToSingleLine(uri));
        // What is there was asked about when it was made.
        if (prototype || camel.hasEndpoint(resolved) == null) {
            guard.endpoint(resolved, parameters);
        }
        return resolved;
    }

    /** A language that may be used: Camel's, or a checked one in its place. */
    Language language(String name, Function<String, Language> ofCamel) {
        if (CheckedSimple.NAMES.contains(name)) {
            return simple;
        }
        guard.language(name);
        return ofCamel.apply(name);
    }

    /** Returns if it may be used. */
    void dataFormat(String name) {
        guard.dataFormat(name);
    }
}
