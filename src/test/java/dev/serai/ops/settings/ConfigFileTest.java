package dev.serai.ops.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** The file that tells people what can be set. */
class ConfigFileTest {

    private static final Path FILE = Path.of("config", "application.yaml");

    @Test
    void changesNothingAsItIs() throws IOException {
        assertThat(load(new FileSystemResource(FILE))).isEmpty();
    }

    @Test
    void listsEveryKeyAndNoOther() throws IOException {
        KnownKeys known = KnownKeys.of(records());
        List<String> listed =
                uncommented().keySet().stream().filter(key -> key.startsWith("serai.")).toList();
        assertThat(listed).allMatch(known::hold);
        for (String key : known.all()) {
            assertThat(isListed(key, listed)).as(key).isTrue();
        }
    }

    @Test
    void tellsTheDefaultsThatHold() throws IOException {
        Binder file = new Binder(new MapConfigurationPropertySource(uncommented()));
        Binder nothing = new Binder(new MapConfigurationPropertySource(Map.of()));
        for (Class<?> type : records()) {
            String prefix = type.getAnnotation(ConfigurationProperties.class).prefix();
            Bindable<?> record = Bindable.of(type);
            assertThat(fields(file.bindOrCreate(prefix, record)))
                    .isEqualTo(fields(nothing.bindOrCreate(prefix, record)));
        }
    }

    private static boolean isListed(String key, List<String> listed) throws IOException {
        String plain = key.endsWith(".*") ? key.substring(0, key.length() - 2) : key;
        String word = plain.substring(plain.lastIndexOf('.') + 1);
        return listed.stream().anyMatch(l -> l.equals(plain) || l.startsWith(plain + "["))
                // An empty map has no keys to be listed by, and what is not set no value.
                || Pattern.compile("(?m)^##? +" + word + ": ")
                        .matcher(Files.readString(FILE))
                        .find();
    }

    /** Not by its own equals or toString, which may leave secrets out. */
    private static Map<String, Object> fields(Object record) {
        Map<String, Object> fields = new TreeMap<>();
        for (var component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                Object value = component.getAccessor().invoke(record);
                fields.put(component.getName(), value == null ? "null" : value);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
        return fields;
    }

    private static Map<String, Object> uncommented() throws IOException {
        String yaml =
                Files.readAllLines(FILE).stream()
                        .filter(line -> !line.startsWith("##"))
                        .map(line -> line.startsWith("#") ? line.substring(1) : line)
                        .collect(Collectors.joining("\n"));
        return load(new ByteArrayResource(yaml.getBytes()));
    }

    private static Map<String, Object> load(Resource resource) throws IOException {
        Map<String, Object> all = new TreeMap<>();
        for (PropertySource<?> source : new YamlPropertySourceLoader().load("file", resource)) {
            EnumerablePropertySource<?> enumerable = (EnumerablePropertySource<?>) source;
            for (String name : enumerable.getPropertyNames()) {
                all.put(name, String.valueOf(enumerable.getProperty(name)));
            }
        }
        return all;
    }

    private static List<Class<?>> records() {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        List<Class<?>> records = new ArrayList<>();
        scan.findCandidateComponents("dev.serai").stream()
                .map(found -> ClassUtils.resolveClassName(found.getBeanClassName(), null))
                .filter(type -> !type.getName().contains("Test"))
                .forEach(records::add);
        return records;
    }
}
