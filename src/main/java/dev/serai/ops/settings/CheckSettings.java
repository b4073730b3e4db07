package dev.serai.ops.settings;

import dev.serai.ops.embedded.EmbeddedPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

/** Checks the configuration once it is known who reads what, and before anything is made. */
public final class CheckSettings implements BeanFactoryPostProcessor {

    private static final String OURS = "dev.serai.";
    private static final String BROKER = "kafka.server.BrokerServer";

    private final ConfigurableEnvironment environment;

    public CheckSettings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        List<String> readers = readers(beans);
        new RefuseUnknownKeys(environment, KnownKeys.of(types(beans, readers))).check();
        new RefuseMissingSettings(
                        environment,
                        EmbeddedPostgres.present(),
                        ClassUtils.isPresent(BROKER, getClass().getClassLoader()))
                .check();
        // A value that its reader refuses stops the start here, before a server has started.
        readers.forEach(beans::getBean);
    }

    private static List<Class<?>> types(ConfigurableListableBeanFactory beans, List<String> names) {
        List<Class<?>> types = new ArrayList<>();
        for (String name : names) {
            types.add(Objects.requireNonNull(beans.getType(name, false)));
        }
        return types;
    }

    private static List<String> readers(ConfigurableListableBeanFactory beans) {
        List<String> readers = new ArrayList<>();
        for (String name : beans.getBeanDefinitionNames()) {
            String type = beans.getBeanDefinition(name).getBeanClassName();
            if (type != null && type.startsWith(OURS)) {
                Class<?> reader = beans.getType(name, false);
                if (reader != null
                        && reader.isRecord()
                        && AnnotatedElementUtils.isAnnotated(
                                reader, ConfigurationProperties.class)) {
                    readers.add(name);
                }
            }
        }
        return readers;
    }
}
