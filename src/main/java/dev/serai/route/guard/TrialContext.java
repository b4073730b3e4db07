package dev.serai.route.guard;

import dev.serai.route.jq.BoundedJq;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ClassResolver;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.Language;
import org.jspecify.annotations.Nullable;

/**
 * A Camel of its own for a draft that is tried, guarded as the hub's is, and with the same bounds
 * of a mapping; its steps are bounded by whoever tries it. What its components are is up to who
 * makes it; without Spring there are no beans.
 */
public final class TrialContext extends DefaultCamelContext {

    private final Gate gate;
    private final NamedAddresses named;

    public TrialContext(Guard guard, NamedAddresses named) {
        this.gate = new Gate(this, guard);
        this.named = named;
        getRegistry().bind("jq-language", new BoundedJq());
        PropertiesComponent properties = (PropertiesComponent) getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        properties.setPropertiesFunctionResolver(new OnlyAddedFunctions());
    }

    /** What stands in for an address that is a secret as a whole, which a trial does not know. */
    public interface NamedAddresses {

        /** The URI of a stand-in; the same one if it is no such address. */
        String standIn(String uri);
    }

    @Override
    protected Endpoint doGetEndpoint(
            String uri,
            @Nullable Map<String, Object> parameters,
            boolean normalized,
            boolean prototype) {
        String known = named.standIn(uri);
        if (!known.equals(uri)) {
            return super.doGetEndpoint(known, parameters, false, prototype);
        }
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
        gate.open();
    }
}
