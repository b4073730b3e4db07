package dev.serai.route.guard;

import java.util.Map;
import org.apache.camel.spi.PropertiesFunction;

/** What {@code {{property:NAME}}} means, and {@code {{property:NAME:OTHERWISE}}}. */
final class PropertyFunction implements PropertiesFunction {

    private final Map<String, String> properties;

    PropertyFunction(Map<String, String> properties) {
        this.properties = properties;
    }

    @Override
    public String getName() {
        return "property";
    }

    @Override
    public String apply(String remainder) {
        int colon = remainder.indexOf(':');
        String name = colon < 0 ? remainder : remainder.substring(0, colon);
        String value = properties.get(name);
        if (value == null && colon < 0) {
            throw new IllegalArgumentException(
                    "there is no property \"" + name + "\": set serai.properties." + name);
        }
        return value == null ? remainder.substring(colon + 1) : value;
    }
}
