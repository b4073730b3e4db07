package dev.serai.route;

import dev.serai.ingress.Source;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sources whose routes run, as their {@code ingress:verify} describes them, for those who must
 * know one before its route comes to that step. Thread-safe.
 */
final class RunningSources {

    private final Map<String, Source> sources = new ConcurrentHashMap<>();

    void add(Source source) {
        sources.put(source.name(), source);
    }

    void remove(Source source) {
        sources.remove(source.name(), source);
    }

    Optional<Source> find(String name) {
        return Optional.ofNullable(sources.get(name));
    }
}
