package dev.serai.route.guard;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.ClassResolver;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.Language;
import org.apache.camel.spring.boot.CamelSpringBootApplicationController;
import org.apache.camel.spring.boot.SpringBootCamelContext;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/**
 * The hub's Camel, which asks before it makes anything that a route named. Camel has hooks for when
 * an endpoint is there; by then a class that one of its options names has been made.
 */
final class GuardedContext extends SpringBootCamelContext {

    private final Guard guard;
    private final CheckedSimple simple = new CheckedSimple();

    GuardedContext(
            ApplicationContext application,
            CamelSpringBootApplicationController controller,
            Guard guard) {
        super(application, true, controller);
        this.guard = guard;
    }

    @Override
    protected Endpoint doGetEndpoint(
            String uri,
            @Nullable Map<String, Object> parameters,
            boolean normalized,
            boolean prototype) {
        String resolved =
                normalized
                        ? uri
                        : EndpointHelper.resolveEndpointUriPropertyPlaceholders(
                                this, URISupport.textBlockToSingleLine(uri));
        // What is there was asked about when it was made.
        if (prototype || hasEndpoint(resolved) == null) {
            guard.endpoint(resolved, parameters);
        }
        return super.doGetEndpoint(resolved, parameters, normalized, prototype);
    }

    @Override
    public Language resolveLanguage(String name) {
        if (CheckedSimple.NAMES.contains(name)) {
            return simple;
        }
        guard.language(name);
        return super.resolveLanguage(name);
    }

    @Override
    public DataFormat resolveDataFormat(String name) {
        guard.dataFormat(name);
        return super.resolveDataFormat(name);
    }

    @Override
    public DataFormat createDataFormat(String name) {
        guard.dataFormat(name);
        return super.createDataFormat(name);
    }

    @Override
    protected ClassResolver createClassResolver() {
        return new CheckedClasses(this);
    }

    @Override
    public void doInit() throws Exception {
        super.doInit();
        getCamelContextExtension().addInterceptStrategy(new BoundedLoops());
        simple.setCamelContext(this);
        simple.init();
        simple.start();
    }
}
