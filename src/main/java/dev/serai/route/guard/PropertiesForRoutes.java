package dev.serai.route.guard;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code {{property:NAME}}} means in a route: values that differ from place to place and are
 * no secrets.
 *
 * @param properties by name
 */
@ConfigurationProperties("serai")
record PropertiesForRoutes(@DefaultValue Map<String, String> properties) {

    PropertiesForRoutes {
        properties = Map.copyOf(properties);
    }
}
