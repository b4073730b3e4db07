package dev.serai.testing;

import dev.serai.event.Ksuid;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A real HTTP server on a free port with the hub's security filter chain and Spring MVC, and as
 * much of the hub beside them as a test hands in.
 */
public final class TestServer implements AutoCloseable {

    /** The root key of every test server. */
    public static final String KEY = "sk_test";

    private final ConfigurableApplicationContext context;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts a server.
     *
     * @param beans registers what the classes need
     * @param properties {@code name=value}
     * @param classes controllers and configurations
     */
    public static TestServer start(
            ApplicationContextInitializer<GenericApplicationContext> beans,
            List<String> properties,
            Class<?>... classes) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--server.port=0",
                                "--serai.api-key=" + KEY,
                                "--serai.database.url=jdbc:test",
                                "--logging.level.root=warn"));
        properties.forEach(property -> arguments.add("--" + property));
        List<Class<?>> all = new ArrayList<>(Arrays.asList(classes));
        all.add(Web.class);
        return new TestServer(
                new SpringApplicationBuilder(all.toArray(Class<?>[]::new))
                        .initializers(beans)
                        .run(arguments.toArray(String[]::new)));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public URI uri(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    /** A request with the root key. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + KEY);
    }

    /** Sends a request. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a request, reading the answer in a way of the caller's. */
    public <T> HttpResponse<T> send(
            HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request.build(), handler);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@code GET} with the root key. */
    public HttpResponse<String> get(String path) {
        return send(request(path));
    }

    /** {@code POST} of JSON with the root key. */
    public HttpResponse<String> post(String path, String json) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    @Override
    public void close() {
        context.close();
        // Not close(): that would wait for answers that are still being read.
        http.shutdownNow();
    }

    /** What every server has. No stereotype: the hub's own scan of packages must not find it. */
    @ComponentScan("dev.serai.access")
    @ImportAutoConfiguration({
        PropertyPlaceholderAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        SecurityAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class,
        UserDetailsServiceAutoConfiguration.class
    })
    static class Web {

        @Bean
        InstantSource clock() {
            return InstantSource.system();
        }

        @Bean
        RandomGenerator random() {
            return new SecureRandom();
        }

        @Bean
        Ksuid ksuid(InstantSource clock, RandomGenerator random) {
            return new Ksuid(clock, random);
        }
    }
}
