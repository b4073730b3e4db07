package dev.serai.route.guard;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.ClassResolver;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.Language;
import org.apache.camel.spring.boot.CamelSpringBootApplicationController;
import org.apache.camel.spring.boot.SpringBootCamelContext;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/** The hub's Camel, which asks before it makes anything that a route named. */
final class GuardedContext extends SpringBootCamelContext {

    private final Gate gate;

    GuardedContext(
            ApplicationContext application,
            CamelSpringBootApplicationController controller,
            Guard guard) {
        super(application, true, controller);
        this.gate = new Gate(this, guard);
    }

    @Override
    protected Endpoint doGetEndpoint(
            String uri,
            @Nullable Map<String, Object> parameters,
            boolean normalized,
            boolean prototype) {
        String resolved = gate.endpoint(uri, parameters, normalized, prototype);
        return super.doGetEndpoint(resolved, parameters, normalized, prototype);
    }

    @Override
    public Language resolveLanguage(String name) {
        return gate.language(name, super::resolveLanguage);
    }

    @Override
    public DataFormat resolveDataFormat(String name) {
        gate.dataFormat(name);
        return super.resolveDataFormat(name);
    }

    @Override
    public DataFormat createDataFormat(String name) {
        gate.dataFormat(name);
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
        gate.open();
    }
}
