package dev.serai.route.deploy;

import dev.serai.route.door.FrontDoor;
import dev.serai.route.door.RunningSources;
import dev.serai.route.door.SourceLimits;
import dev.serai.route.secret.OwnSecrets;
import dev.serai.route.sink.Outlets;
import dev.serai.route.step.VerifyEndpoint;
import dev.serai.route.traffic.Traffic;
import dev.serai.route.version.RouteKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts one file of {@code routes/} into use, and takes it out of use again, whole. Camel's own
 * reload leaves half of a broken file behind, and a Kamelet's routes when their user goes. A route
 * that changes is made ready beside the one in use and takes over between two requests or two
 * batches; the old one ends when its last exchange has. Thread-safe; one change at a time.
 */
public final class Deployment {

    private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);

    /** How long a route that was replaced may finish what it has; then it is stopped by force. */
    private static final Duration DRAIN_MAX = Duration.ofSeconds(60);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final CamelContext context;
    private final AdmitFile admit;
    private final CamelRoutes routes;
    private final FrontDoor door;
    private final Outlets outlets;
    private final OwnSecrets secrets;
    private final RunningSources sources;
    private final int bodyBytesMax;
    private final Kamelets kamelets;
    private final Map<String, ReadyRoute> running = new ConcurrentHashMap<>();
    private final Map<String, Traffic> traffic = new ConcurrentHashMap<>();

    /** Makes routes in a context; no body at any source is larger than the hub takes. */
    Deployment(
            CamelContext context,
            AdmitFile admit,
            FrontDoor door,
            Outlets outlets,
            OwnSecrets secrets,
            RunningSources sources,
            int bodyBytesMax) {
        this.context = context;
        this.admit = admit;
        this.routes = new CamelRoutes(context);
        this.kamelets = new Kamelets(context);
        this.door = door;
        this.outlets = outlets;
        this.secrets = secrets;
        this.sources = sources;
        this.bodyBytesMax = bodyBytesMax;
    }

    /** The connectors and other Kamelets. */
    public Kamelets kamelets() {
        return kamelets;
    }

    /** How much went through what a file said at any time since the hub started. */
    Traffic traffic(RouteFile file) {
        return traffic.computeIfAbsent(file.path(), path -> new Traffic());
    }

    /** Puts a file into use, in place of what it said before; when it throws, that stays in use. */
    synchronized void deploy(RouteFile file) throws Exception {
        prepare(file).use();
    }

    /** Takes a file out of use; its requests and batches under way are finished. */
    synchronized void undeploy(RouteFile file) throws Exception {
        if (file.kind() == RouteKind.CONNECTOR) {
            kamelets.remove(file.id());
            return;
        }
        ReadyRoute last = running.remove(file.path());
        if (last != null) {
            retire(last);
            last.source.ifPresent(sources::remove);
        }
    }

    /** Whether anything that a file ever said is in use. */
    boolean isInUse(RouteFile file) {
        return file.kind() == RouteKind.CONNECTOR
                ? kamelets.has(file.id())
                : running.containsKey(file.path());
    }

    /** Whether just what a file says is in use. */
    boolean uses(RouteFile file) {
        if (file.kind() == RouteKind.CONNECTOR) {
            return kamelets.uses(file);
        }
        ReadyRoute now = running.get(file.path());
        return now != null && now.file.equals(file);
    }

    /** Makes what a file says; it gets no request and no batch before it is told to take over. */
    synchronized Ready prepare(RouteFile file) throws Exception {
        if (!file.fault().isEmpty()) {
            throw new IllegalArgumentException(file.fault());
        }
        admit.admit(file);
        return file.kind() == RouteKind.CONNECTOR
                ? kamelets.prepare(file)
                : secrets.with(file.secrets(), () -> start(file));
    }

    private ReadyRoute start(RouteFile file) throws Exception {
        ParsedRoute parsed = ParsedRoute.of(file, context);
        kamelets.check(parsed);
        String id = routes.freeId(file.id());
        parsed.rename(id);
        parsed.failQuietly();
        parsed.routes().prepareRoute(parsed.route());
        Openings openings =
                new Openings(
                        door.prepare(file.path(), traffic(file)),
                        outlets.prepare(file.path(), traffic(file)));
        try {
            routes.add(id, parsed);
            return new ReadyRoute(file, id, openings, source(file, id));
        } finally {
            openings.ready();
        }
    }

    /** The source that a route describes with its {@code ingress:verify}; a file may limit it. */
    private Optional<RunningSources.Running> source(RouteFile file, String id) {
        return routes.endpoints(id)
                .filter(VerifyEndpoint.class::isInstance)
                .map(verify -> ((VerifyEndpoint) verify).own())
                .findFirst()
                .map(own -> file.limits().isEmpty() ? own : limited(own, file));
    }

    private RunningSources.Running limited(RunningSources.Running own, RouteFile file) {
        return new RunningSources.Running(
                own.source(),
                SourceLimits.of(
                        file.limits().getOrDefault("bodyMax", ""),
                        file.limits().getOrDefault("allowedIps", ""),
                        bodyBytesMax),
                own.refusesWithoutBody());
    }

    /** A route that was made and can take over. */
    private final class ReadyRoute implements Ready {

        private final RouteFile file;
        private final String id;
        private final Openings openings;
        private final Optional<RunningSources.Running> source;

        private ReadyRoute(
                RouteFile file,
                String id,
                Openings openings,
                Optional<RunningSources.Running> source) {
            this.source = source;
            this.file = file;
            this.id = id;
            this.openings = openings;
        }

        @Override
        public void use() {
            synchronized (Deployment.this) {
                // Its limits first: no request may slip in between without any.
                source.ifPresent(sources::add);
                openings.open();
                ReadyRoute last = running.put(file.path(), this);
                if (last != null) {
                    last.source.filter(old -> !isSameSource(old)).ifPresent(sources::remove);
                    retire(last);
                }
            }
        }

        private boolean isSameSource(RunningSources.Running old) {
            return source.map(own -> own.source().name().equals(old.source().name())).orElse(false);
        }

        @Override
        public void discard() {
            retire(this);
        }
    }

    /** Ends a route once its last exchange has; most often there is none. */
    private synchronized void retire(ReadyRoute last) {
        last.openings.close();
        if (last.openings.isIdle()) {
            end(last);
            return;
        }
        Thread.ofVirtual()
                .name("retire-" + last.id)
                .start(
                        () -> {
                            long begun = System.nanoTime();
                            while (!last.openings.isIdle()
                                    && System.nanoTime() - begun < DRAIN_MAX.toNanos()) {
                                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
                            }
                            end(last);
                        });
    }

    /** The backstop of what cannot be mended: the route gets no exchange in any case. */
    private synchronized void end(ReadyRoute last) {
        try {
            routes.remove(last.id);
        } catch (Exception e) {
            LOG.warn("What is left of {} could not be cleared away", last.file.path(), e);
        }
    }
}
