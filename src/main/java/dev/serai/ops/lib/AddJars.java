package dev.serai.ops.lib;

import dev.serai.ops.embedded.StartRefused;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * Puts the jars of the folder {@code lib} on the class path, however the hub was started: as a jar,
 * unpacked in an image, or by Maven. They come after the hub's own, so that none of them can take
 * the place of a class that the hub brings, and what they hold twice does no harm.
 */
final class AddJars implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Logger LOG = LoggerFactory.getLogger(AddJars.class);
    private static final String SETTING = "serai.lib-dir";
    private static final String DEFAULT = "./lib";
    private static final int JARS_MAX = 1_000;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String configured = context.getEnvironment().getProperty(SETTING, DEFAULT);
        Path folder = Path.of(configured).toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            refuseUnlessDefault(configured, folder);
            return;
        }
        List<Path> jars = jars(folder);
        if (jars.isEmpty() || !(context instanceof DefaultResourceLoader loader)) {
            return;
        }
        // Open for as long as the process: classes are loaded from it at any time.
        ClassLoader classes =
                new URLClassLoader(
                        "lib",
                        jars.stream().map(AddJars::url).toArray(URL[]::new),
                        context.getClassLoader());
        loader.setClassLoader(classes);
        // For libraries that look for their parts by the thread; threads inherit it.
        Thread.currentThread().setContextClassLoader(classes);
        LOG.info("{} jars of {} are in use", jars.size(), folder);
    }

    private static void refuseUnlessDefault(String configured, Path folder) {
        if (!configured.equals(DEFAULT)) {
            throw new StartRefused(
                    SETTING + " is no folder: " + folder,
                    "Make it, or leave the setting out: jars beside the hub are optional.");
        }
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .limit(JARS_MAX)
                    .toList();
        } catch (IOException e) {
            throw new StartRefused(
                    "The folder " + folder + " cannot be read: " + e,
                    "Let this user read it, or set " + SETTING + " to another folder.",
                    e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("every file has a URL", e);
        }
    }
}
