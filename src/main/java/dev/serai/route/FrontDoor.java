package dev.serai.route;

import dev.serai.ingress.SourceRoutes;
import dev.serai.ingress.Webhook;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.jspecify.annotations.Nullable;

/**
 * The engine behind {@code platform-http:/in/...}: knows which route takes which path. Unlike the
 * engine that Camel has for Spring Boot it leaves the bytes alone, forgets what has stopped, and
 * lets nothing of a request pass for more than it is. Thread-safe.
 */
final class FrontDoor implements PlatformHttpEngine, SourceRoutes {

    /** Where sources are. */
    static final String PATH = "/in/";

    private final Map<String, FrontDoorConsumer> consumers = new ConcurrentHashMap<>();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean loaded = new AtomicBoolean();

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        if (!endpoint.getPath().startsWith(PATH)) {
            throw new IllegalArgumentException(
                    "routes take requests below " + PATH + ", not at " + endpoint.getPath());
        }
        return new FrontDoorConsumer(endpoint, processor, this);
    }

    /** Opens a path to a route. */
    void open(String path, FrontDoorConsumer consumer) {
        if (consumers.putIfAbsent(path, consumer) != null) {
            throw new IllegalStateException("another route takes the requests at " + path);
        }
    }

    void close(String path, FrontDoorConsumer consumer) {
        consumers.remove(path, consumer);
    }

    /** All routes that there are have been put into use: from now on an unknown path is unknown. */
    void loaded() {
        loaded.set(true);
    }

    boolean isLoaded() {
        return loaded.get();
    }

    /** The route of a path, if there is one and it runs. */
    Optional<FrontDoorConsumer> find(String path) {
        return Optional.ofNullable(consumers.get(path));
    }

    /** Remembers whether a source is there but could not be started. */
    void broken(String source, boolean isBroken) {
        if (isBroken) {
            broken.add(PATH + source);
        } else {
            broken.remove(PATH + source);
        }
    }

    boolean isBroken(String path) {
        return broken.contains(path);
    }

    @Override
    public @Nullable Throwable run(Webhook webhook) {
        FrontDoorConsumer consumer = consumers.get(PATH + webhook.source());
        if (consumer == null) {
            throw new NotRunning(webhook.source());
        }
        return consumer.run(webhook);
    }
}
