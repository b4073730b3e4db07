package dev.serai.ops.settings;

import dev.serai.ops.embedded.StartRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Stops the start for keys under {@code serai.} that nobody reads: a typing error, mostly. */
final class RefuseUnknownKeys {

    private static final String PREFIX = "serai.";
    private static final String VARIABLE_PREFIX = "SERAI_";

    /** What Kubernetes puts into each container for a service whose name begins with serai. */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile(
                    "SERAI_(\\w+_)?(SERVICE_(HOST|PORT(_\\w+)?)|PORT(_\\d+_(TCP|UDP)(_\\w+)?)?)");

    private final ConfigurableEnvironment environment;
    private final KnownKeys known;

    RefuseUnknownKeys(ConfigurableEnvironment environment, KnownKeys known) {
        this.environment = environment;
        this.known = known;
    }

    /**
     * @throws StartRefused naming each such key, where it stands and what may have been meant
     */
    void check() {
        List<String> unknown = new ArrayList<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    if (isUnknown(source, name)) {
                        unknown.add(describe(source, name));
                    }
                }
            }
        }
        if (!unknown.isEmpty()) {
            throw new StartRefused(
                    "Nobody reads these settings:\n\n  " + String.join("\n  ", unknown),
                    "Correct or remove them. config/application.yaml lists what there is.");
        }
    }

    private boolean isUnknown(PropertySource<?> source, String name) {
        if (source instanceof SystemEnvironmentPropertySource) {
            String variable = name.toUpperCase(Locale.ROOT);
            return variable.startsWith(VARIABLE_PREFIX)
                    && !known.holdVariable(variable)
                    && !OF_KUBERNETES.matcher(variable).matches();
        }
        return name.toLowerCase(Locale.ROOT).startsWith(PREFIX) && !known.hold(name);
    }

    private String describe(PropertySource<?> source, String name) {
        boolean variable = source instanceof SystemEnvironmentPropertySource;
        String key = variable ? name.toLowerCase(Locale.ROOT).replace('_', '.') : name;
        String guess =
                known.closest(key)
                        .map(found -> variable ? KnownKeys.variable(found, "_") : found)
                        .map(found -> "; is " + found + " meant?")
                        .orElse("");
        return name + " (" + place(source, name) + ")" + guess;
    }

    private static String place(PropertySource<?> source, String name) {
        if (source instanceof SystemEnvironmentPropertySource) {
            return "environment";
        }
        @Nullable Origin origin = OriginLookup.getOrigin(source, name);
        return origin == null ? source.getName() : origin.toString();
    }
}
