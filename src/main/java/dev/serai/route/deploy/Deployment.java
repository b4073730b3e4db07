package dev.serai.route.deploy;

import dev.serai.route.deploy.RouteFile.Kind;
import dev.serai.route.door.FrontDoor;
import dev.serai.route.door.RunningSources;
import dev.serai.route.door.SourceLimits;
import dev.serai.route.secret.OwnSecrets;
import dev.serai.route.step.VerifyEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts one file of {@code routes/} into use, and takes it out of use again, whole. Camel's own
 * reload leaves half of a broken file behind, and a Kamelet's routes when their user goes. A source
 * that changes is made ready beside the one in use, takes over between two requests, and the old
 * one ends when its last request has. Thread-safe; one change at a time.
 */
public final class Deployment {

    private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);

    /** Under which name Camel remembers whose child a Kamelet's route is. */
    private static final String PARENT = "parentRouteId";

    /** How long a route that was replaced may finish what it has; then it is stopped by force. */
    private static final Duration DRAIN_MAX = Duration.ofSeconds(60);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final CamelContext context;
    private final AdmitFile admit;
    private final FrontDoor door;
    private final OwnSecrets secrets;
    private final RunningSources sources;
    private final int bodyBytesMax;
    private final Kamelets kamelets;
    private final Map<String, Ready> running = new ConcurrentHashMap<>();

    /** Makes routes in a context; no body at any source is larger than the hub takes. */
    Deployment(
            CamelContext context,
            AdmitFile admit,
            FrontDoor door,
            OwnSecrets secrets,
            RunningSources sources,
            int bodyBytesMax) {
        this.context = context;
        this.admit = admit;
        this.kamelets = new Kamelets(context);
        this.door = door;
        this.secrets = secrets;
        this.sources = sources;
        this.bodyBytesMax = bodyBytesMax;
    }

    /** The connectors and other Kamelets. */
    public Kamelets kamelets() {
        return kamelets;
    }

    /** Puts a file into use, in place of what it said before; when it throws, that stays in use. */
    synchronized void deploy(RouteFile file) throws Exception {
        if (!file.fault().isEmpty()) {
            throw new IllegalArgumentException(file.fault());
        }
        if (file.kind() == Kind.CONNECTOR) {
            admit.admit(file);
            kamelets.add(file);
        } else {
            prepare(file).use();
        }
    }

    /** Takes a file out of use; its requests and batches under way are finished. */
    synchronized void undeploy(RouteFile file) throws Exception {
        if (file.kind() == Kind.CONNECTOR) {
            kamelets.remove(file.id());
            return;
        }
        Ready last = running.remove(file.path());
        if (last != null) {
            retire(last);
            last.source.ifPresent(sources::remove);
        }
    }

    /** Whether anything that a file ever said is in use. */
    boolean isInUse(RouteFile file) {
        return file.kind() == Kind.CONNECTOR
                ? kamelets.has(file.id())
                : running.containsKey(file.path());
    }

    /** Which Kamelet a file in use begins with; empty for none. */
    String kameletOf(RouteFile file) {
        return Optional.ofNullable(running.get(file.path())).map(Ready::kamelet).orElse("");
    }

    /** Makes a file's route; it gets no request before it is told to take over. */
    synchronized Ready prepare(RouteFile file) throws Exception {
        return secrets.with(file.secrets(), () -> start(file));
    }

    private Ready start(RouteFile file) throws Exception {
        admit.admit(file);
        ParsedRoute parsed = ParsedRoute.of(file, context);
        if (file.kind() == Kind.SINK && model().getRouteDefinition(file.id()) != null) {
            throw new IllegalArgumentException("there is another route \"" + file.id() + "\"");
        }
        String kamelet = parsed.kamelet();
        kamelets.check(parsed);
        String id = freeId(file.id());
        parsed.rename(id);
        parsed.failQuietly();
        parsed.routes().prepareRoute(parsed.route());
        Set<Endpoint> before = Set.copyOf(context.getEndpoints());
        FrontDoor.Opening opening = door.prepare(file.path());
        try {
            model().addRouteDefinitions(parsed.routes().getRoutes());
            return new Ready(file, id, kamelet, opening, source(file, id));
        } catch (Exception e) {
            removeRoute(id);
            removeEndpointsExcept(before);
            throw e;
        } finally {
            opening.ready();
        }
    }

    /** The source that a route describes with its {@code ingress:verify}; a file may limit it. */
    private Optional<RunningSources.Running> source(RouteFile file, String id) {
        return Stream.of(id, ParsedRoute.inner(id))
                .map(context::getRoute)
                .filter(Objects::nonNull)
                .flatMap(route -> route.filter("*").stream())
                .filter(EndpointAware.class::isInstance)
                .map(step -> ((EndpointAware) step).getEndpoint())
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
                        bodyBytesMax));
    }

    /** What the route is called in the Camel context: while it replaces one, there are two. */
    private String freeId(String id) {
        String free = id;
        for (int i = 2; model().getRouteDefinition(free) != null; i++) {
            free = id + "." + i;
        }
        return free;
    }

    /** A route that was made and can take over. */
    public final class Ready {

        private final RouteFile file;
        private final String id;
        private final String kamelet;
        private final FrontDoor.Opening opening;
        private final Optional<RunningSources.Running> source;

        private Ready(
                RouteFile file,
                String id,
                String kamelet,
                FrontDoor.Opening opening,
                Optional<RunningSources.Running> source) {
            this.source = source;
            this.file = file;
            this.id = id;
            this.kamelet = kamelet;
            this.opening = opening;
        }

        private String kamelet() {
            return kamelet;
        }

        /** From now on it is the file's route. */
        void use() {
            synchronized (Deployment.this) {
                // Its limits first: no request may slip in between without any.
                source.ifPresent(sources::add);
                opening.open();
                Ready last = running.put(file.path(), this);
                if (last != null) {
                    last.source.filter(old -> !isSameSource(old)).ifPresent(sources::remove);
                    retire(last);
                }
            }
        }

        private boolean isSameSource(RunningSources.Running old) {
            return source.map(own -> own.source().name().equals(old.source().name())).orElse(false);
        }

        /** It is not wanted after all. */
        public void discard() {
            retire(this);
        }
    }

    /** Ends a route once its last request has left; most often there is none. */
    private synchronized void retire(Ready last) {
        last.opening.close();
        if (last.opening.isIdle()) {
            end(last);
            return;
        }
        Thread.ofVirtual()
                .name("retire-" + last.id)
                .start(
                        () -> {
                            long begun = System.nanoTime();
                            while (!last.opening.isIdle()
                                    && System.nanoTime() - begun < DRAIN_MAX.toNanos()) {
                                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
                            }
                            end(last);
                        });
    }

    /** The backstop of what cannot be mended: the route gets no requests in any case. */
    private synchronized void end(Ready last) {
        try {
            removeRoute(last.id);
        } catch (Exception e) {
            LOG.warn("What is left of {} could not be cleared away", last.file.path(), e);
        }
    }

    /** An endpoint of a Kamelet that is left would not make the Kamelet's route another time. */
    private void removeEndpointsExcept(Set<Endpoint> kept) throws Exception {
        for (Endpoint endpoint : List.copyOf(context.getEndpoints())) {
            if (!kept.contains(endpoint)) {
                context.removeEndpoint(endpoint);
            }
        }
    }

    /** The route and those that Kamelets made for it; where requests come in goes first. */
    private void removeRoute(String id) throws Exception {
        for (RouteDefinition child : new ArrayList<>(model().getRouteDefinitions())) {
            if (child.getTemplateParameters() != null
                    && id.equals(child.getTemplateParameters().get(PARENT))) {
                model().removeRouteDefinition(child);
            }
        }
        RouteDefinition route = model().getRouteDefinition(id);
        if (route != null) {
            model().removeRouteDefinition(route);
        }
    }

    private Model model() {
        return context.getCamelContextExtension().getContextPlugin(Model.class);
    }
}
