package dev.serai.ops.settings;

import dev.serai.problem.Nearest;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * The keys that somebody reads, as the records of properties declare them: {@code
 * serai.log.retention}, or {@code serai.secrets.*} for a map.
 */
final class KnownKeys {

    private static final String ANY = "*";

    private final List<String> keys;

    private KnownKeys(List<String> keys) {
        this.keys = List.copyOf(keys);
    }

    /** Of records annotated with {@link ConfigurationProperties}. */
    static KnownKeys of(Collection<Class<?>> types) {
        List<String> keys = new ArrayList<>();
        for (Class<?> type : types) {
            ConfigurationProperties properties =
                    AnnotatedElementUtils.findMergedAnnotation(type, ConfigurationProperties.class);
            if (properties != null) {
                add(keys, properties.prefix(), type);
            }
        }
        return new KnownKeys(keys);
    }

    /** All of them. */
    List<String> all() {
        return keys;
    }

    /** Whether somebody reads a key; dashes and capitals do not count. */
    boolean hold(String key) {
        return keys.stream().anyMatch(known -> matches(plain(known), plain(key)));
    }

    /** Whether somebody reads an environment variable. */
    boolean holdVariable(String name) {
        return keys.stream()
                .anyMatch(
                        known ->
                                matches(variable(known, "_"), name)
                                        || matches(variable(known, ""), name));
    }

    /** The known key that is most like an unknown one, if any is. */
    Optional<String> closest(String key) {
        Map<String, String> byPlain = new LinkedHashMap<>();
        keys.forEach(known -> byPlain.putIfAbsent(plain(known), known));
        return Nearest.of(plain(key), byPlain.keySet()).map(byPlain::get);
    }

    /** The environment's form of a key. */
    static String variable(String key, String dash) {
        return key.replace("-", dash).replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static void add(List<String> keys, String prefix, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            Name name = component.getAccessor().getAnnotation(Name.class);
            String word =
                    name != null
                            ? name.value()
                            : DataObjectPropertyName.toDashedForm(component.getName());
            String key = prefix + "." + word;
            if (isPartOf(type, component.getType())) {
                add(keys, key, component.getType());
                continue;
            }
            keys.add(key);
            if (Map.class.isAssignableFrom(component.getType())
                    || Collection.class.isAssignableFrom(component.getType())) {
                keys.add(key + "." + ANY);
            }
        }
    }

    /** A record nested in the properties is a part of them; any other is one value. */
    private static boolean isPartOf(Class<?> properties, Class<?> type) {
        return type.isRecord() && type.getNestHost().equals(properties.getNestHost());
    }

    private static boolean matches(String known, String key) {
        return known.endsWith(ANY)
                ? key.length() >= known.length()
                        && key.startsWith(known.substring(0, known.length() - ANY.length()))
                : known.equals(key);
    }

    private static String plain(String key) {
        // An index of a list counts as a part: a[0] is a.0.
        return key.replace("-", "")
                .replace("_", "")
                .replace('[', '.')
                .replace("]", "")
                .toLowerCase(Locale.ROOT);
    }
}
