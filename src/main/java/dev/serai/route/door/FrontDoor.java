package dev.serai.route.door;

import dev.serai.ingress.SourceRoutes;
import dev.serai.ingress.Webhook;
import dev.serai.route.traffic.Traffic;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.jspecify.annotations.Nullable;

/**
 * The engine behind {@code platform-http:/in/...}: knows which route takes which path. Unlike the
 * engine that Camel has for Spring Boot it leaves the bytes alone, forgets what has stopped, lets
 * nothing of a request pass for more than it is, and lets one route take over from another between
 * two requests. Thread-safe.
 */
public final class FrontDoor implements PlatformHttpEngine, SourceRoutes {

    /** Where sources are. */
    public static final String PATH = "/in/";

    /**
     * A route that was found may have been replaced a moment later; its successor is there then.
     */
    private static final int FINDS_MAX = 10;

    private final Map<String, Opened> opened = new ConcurrentHashMap<>();
    private final Map<String, String> unavailable = new ConcurrentHashMap<>();
    private final AtomicBoolean loaded = new AtomicBoolean();
    private final AtomicReference<@Nullable Opening> opening = new AtomicReference<>();

    /** A path's route, and the file that it is of. */
    private record Opened(String file, FrontDoorConsumer consumer) {

        boolean isOf(String other) {
            return file.isEmpty() || file.equals(other);
        }
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        if (!endpoint.getPath().startsWith(PATH)) {
            throw new IllegalArgumentException(
                    "routes take requests below " + PATH + ", not at " + endpoint.getPath());
        }
        return new FrontDoorConsumer(endpoint, processor, this);
    }

    /** What a file's route takes is opened when it is ready as a whole; one file at a time. */
    public Opening prepare(String file, Traffic traffic) {
        Opening next = new Opening(file, traffic);
        if (!opening.compareAndSet(null, next)) {
            throw new IllegalStateException("another file is being put into use");
        }
        return next;
    }

    /** A route's beginning has started. */
    void started(String path, FrontDoorConsumer consumer) {
        Opening current = opening.get();
        if (current == null) {
            throw new IllegalStateException("a route is put into use as a file's");
        }
        current.add(path, consumer);
    }

    /** A route's beginning goes on after a pause. */
    void resumed(String path, FrontDoorConsumer consumer) {
        opened.putIfAbsent(path, new Opened("", consumer));
    }

    public void close(String path, FrontDoorConsumer consumer) {
        opened.computeIfPresent(path, (key, there) -> there.consumer() == consumer ? null : there);
    }

    /** All routes that there are have been put into use: from now on an unknown path is unknown. */
    public void loaded() {
        loaded.set(true);
    }

    public boolean isLoaded() {
        return loaded.get();
    }

    /** The route of a path, if there is one and it runs. */
    Optional<FrontDoorConsumer> find(String path) {
        return Optional.ofNullable(opened.get(path)).map(Opened::consumer);
    }

    /** Remembers that a source is there but takes nothing at the moment, and why. */
    public void unavailable(String source, String why) {
        unavailable.put(PATH + source, why);
    }

    /** A source is not missed any more: its route runs, or it is gone for good. */
    public void settled(String source) {
        unavailable.remove(PATH + source);
    }

    /** Why the source of a path takes nothing, if there is one. */
    Optional<String> whyUnavailable(String path) {
        return Optional.ofNullable(unavailable.get(path));
    }

    @Override
    public @Nullable Throwable run(Webhook webhook) {
        for (int i = 0; i < FINDS_MAX; i++) {
            FrontDoorConsumer consumer =
                    find(PATH + webhook.source())
                            .orElseThrow(() -> new NotRunning(webhook.source()));
            if (consumer.enter()) {
                try {
                    return consumer.run(webhook);
                } finally {
                    consumer.leave();
                }
            }
        }
        throw new NotRunning(webhook.source());
    }

    /** The paths that a file's route takes, from its start to its end. Not thread-safe. */
    public final class Opening {

        private final String file;
        private final Traffic traffic;
        private final Map<String, FrontDoorConsumer> consumers = new ConcurrentHashMap<>();

        private Opening(String file, Traffic traffic) {
            this.file = file;
            this.traffic = traffic;
        }

        private void add(String path, FrontDoorConsumer consumer) {
            Opened there = opened.get(path);
            if (there != null && !there.isOf(file)) {
                throw new IllegalStateException("another route takes the requests at " + path);
            }
            consumer.count(traffic);
            consumers.put(path, consumer);
        }

        /** No more paths come. */
        public void ready() {
            opening.set(null);
        }

        /** From now on its paths are its own; the next request comes here. */
        public void open() {
            consumers.forEach((path, consumer) -> opened.put(path, new Opened(file, consumer)));
        }

        /** No request comes here any more, but those under way go on. */
        public void close() {
            consumers.forEach(FrontDoor.this::close);
            consumers.values().forEach(FrontDoorConsumer::retire);
        }

        /** Whether the last request has left. */
        public boolean isIdle() {
            return consumers.values().stream().noneMatch(FrontDoorConsumer::isBusy);
        }
    }
}
