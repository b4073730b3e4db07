package dev.serai.route.guard;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What routes may use. The rest of the rules follow from it.
 *
 * @param components Camel's, by scheme
 * @param own the hub's components, by scheme
 * @param beans that a route may refer to, by name
 * @param properties that {@code {{property:NAME}}} may name
 * @param dataSources that {@code jdbc:NAME} may name
 * @param files the folder that {@code file:} cannot leave
 */
public record Allowed(
        Set<String> components,
        Set<String> own,
        Set<String> beans,
        Set<String> properties,
        Set<String> dataSources,
        Path files) {

    /**
     * Those that move events and nothing else. Missing on purpose: what runs code ({@code bean},
     * {@code class}, {@code exec}, {@code language}, {@code ref}), what reads any file, what steers
     * the hub ({@code controlbus}), and what answers before it has done its work ({@code seda},
     * {@code stub}), because an event in its memory is lost when the hub ends.
     */
    private static final Set<String> COMPONENTS =
            Set.of(
                    "kamelet",
                    "kafka",
                    "http",
                    "https",
                    "log",
                    "file",
                    "jdbc",
                    "smtp",
                    "smtps",
                    "slack",
                    "aws2-s3",
                    "aws2-sqs");

    /** How a route names the folder of {@code file:}. */
    static final String FILES = "{{files}}";

    /** Settings of the hub that are no secret and that its own routes name. */
    private static final Set<String> SETTINGS = Set.of("serai.kafka.topic", "files");

    private static final Set<String> LANGUAGES =
            Set.of(
                    "simple",
                    "constant",
                    "jq",
                    "jsonpath",
                    "header",
                    "variable",
                    "exchangeProperty",
                    "tokenize");

    private static final Set<String> DATA_FORMATS = Set.of("json", "csv", "base64", "gzipDeflater");

    public Allowed {
        components = Set.copyOf(components);
        own = Set.copyOf(own);
        beans = Set.copyOf(beans);
        properties = Set.copyOf(properties);
        dataSources = Set.copyOf(dataSources);
    }

    /** The usual components and some more. */
    public static Allowed with(
            Set<String> moreComponents,
            Set<String> own,
            Set<String> beans,
            Set<String> properties,
            Set<String> dataSources,
            Path files) {
        Set<String> components = new TreeSet<>(COMPONENTS);
        components.addAll(moreComponents);
        return new Allowed(components, own, beans, properties, dataSources, files);
    }

    /** Whether a route may use a component. */
    public boolean isComponent(String scheme) {
        return components.contains(scheme) || own.contains(scheme);
    }

    /** Whether a data source is for routes; dashes and capitals are of no matter. */
    boolean isDataSource(String name) {
        return dataSources.stream().anyMatch(one -> plain(one).equals(plain(name)));
    }

    private static String plain(String name) {
        return name.replaceAll("[-_.]", "").toLowerCase(Locale.ROOT);
    }

    /** Whether a route may name a setting of the hub: {@code {{serai.kafka.topic}}}. */
    public static boolean isSetting(String key) {
        return SETTINGS.contains(key);
    }

    /** Whether an expression may be in a language. */
    public static boolean isLanguage(String name) {
        return LANGUAGES.contains(name);
    }

    /** The languages that there are. */
    public static Set<String> languages() {
        return new TreeSet<>(LANGUAGES);
    }

    /** Whether a body may be made into, or of, a format. */
    public static boolean isDataFormat(String name) {
        return DATA_FORMATS.contains(name);
    }

    /** The formats that there are. */
    public static Set<String> dataFormats() {
        return new TreeSet<>(DATA_FORMATS);
    }
}
