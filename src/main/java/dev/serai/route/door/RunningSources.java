package dev.serai.route.door;

import dev.serai.ingress.source.Source;
import dev.serai.ingress.source.SourcesInUse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sources whose routes run, as their {@code ingress:verify} describes them, for those who must
 * know one before its route comes to that step. Thread-safe.
 */
public final class RunningSources implements SourcesInUse {

    private final Map<String, Running> sources = new ConcurrentHashMap<>();

    /**
     * A source.
     *
     * @param limits what is checked before its route
     * @param refusesWithoutBody whether its provider takes a refusal for one only if it is empty
     */
    public record Running(Source source, SourceLimits limits, boolean refusesWithoutBody) {}

    public void add(Running running) {
        sources.put(running.source().name(), running);
    }

    public void remove(Running running) {
        sources.remove(running.source().name(), running);
    }

    /** A running source by its name; null for a route that does not verify. */
    public @Nullable Running find(String name) {
        return sources.get(name);
    }

    @Override
    public Optional<Source> source(String name) {
        Running running = sources.get(name);
        return running == null ? Optional.empty() : Optional.of(running.source());
    }
}
