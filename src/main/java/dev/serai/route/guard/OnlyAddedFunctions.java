package dev.serai.route.guard;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.properties.PropertiesFunctionResolver;
import org.apache.camel.spi.PropertiesFunction;
import org.jspecify.annotations.Nullable;

/**
 * What {@code {{FUNCTION:...}}} means: what the hub has added. Camel's own read the environment,
 * system properties, beans and vaults.
 */
final class OnlyAddedFunctions implements PropertiesFunctionResolver {

    private final Map<String, PropertiesFunction> functions = new ConcurrentHashMap<>();

    @Override
    public void addPropertiesFunction(PropertiesFunction function) {
        functions.put(function.getName(), function);
    }

    @Override
    public Map<String, PropertiesFunction> getFunctions() {
        return functions;
    }

    @Override
    public boolean hasFunction(String name) {
        return functions.containsKey(name);
    }

    @Override
    public @Nullable PropertiesFunction resolvePropertiesFunction(@Nullable String name) {
        return name == null ? null : functions.get(name);
    }
}
