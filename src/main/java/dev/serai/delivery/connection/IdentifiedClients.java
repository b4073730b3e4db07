package dev.serai.delivery.connection;

import dev.serai.subscription.secret.ClientIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A client for each client certificate, so that no connection made with one is used with another. A
 * bounded number of them is kept; one that is put out ends when its last exchange has. Thread-safe.
 */
final class IdentifiedClients implements AutoCloseable {

    static final int KEPT_MAX = 256;

    private static final Duration UNUSED_MAX = Duration.ofMinutes(1);
    private static final float USUAL_LOAD = 0.75f;

    private final Function<ClientIdentity, Client> open;

    /** Those that are kept, the one that was used longest ago first. Guarded by itself. */
    private final Map<ClientIdentity, Use> kept = new LinkedHashMap<>(16, USUAL_LOAD, true);

    /** Those that are used by somebody, kept or not. Guarded by {@link #kept}. */
    private final Set<Use> used = new HashSet<>();

    IdentifiedClients(Function<ClientIdentity, Client> open) {
        this.open = open;
    }

    /**
     * The client of an identity, until the use is closed.
     *
     * @throws IllegalArgumentException if the identity cannot be read
     */
    Use use(ClientIdentity identity) {
        synchronized (kept) {
            Use use = kept.get(identity);
            if (use == null) {
                use = new Use(open.apply(identity));
                kept.put(identity, use);
                putOut();
            }
            use.count.incrementAndGet();
            used.add(use);
            return use;
        }
    }

    /** How many are open. */
    int size() {
        synchronized (kept) {
            Set<Use> all = new HashSet<>(used);
            all.addAll(kept.values());
            return all.size();
        }
    }

    /** Ends those that were not used for a while, and idle connections of the others. May block. */
    void tidy() {
        List<Use> left = new ArrayList<>();
        synchronized (kept) {
            Iterator<Use> all = kept.values().iterator();
            while (all.hasNext()) {
                Use use = all.next();
                if (use.isForgotten()) {
                    all.remove();
                    use.client.end();
                } else {
                    left.add(use);
                }
            }
        }
        left.forEach(use -> use.client.tidy());
    }

    @Override
    public void close() {
        synchronized (kept) {
            used.forEach(use -> use.client.end());
            kept.values().forEach(use -> use.client.end());
            kept.clear();
        }
    }

    private void putOut() {
        if (kept.size() > KEPT_MAX) {
            Iterator<Use> oldest = kept.values().iterator();
            Use out = oldest.next();
            oldest.remove();
            if (!used.contains(out)) {
                out.client.end();
            }
        }
    }

    /** That somebody uses a client. */
    final class Use implements AutoCloseable {

        private final Client client;
        private final AtomicInteger count = new AtomicInteger();
        private final AtomicLong endedAt = new AtomicLong();

        private Use(Client client) {
            this.client = client;
        }

        Client client() {
            return client;
        }

        /** Once for each time that it was given. */
        @Override
        public void close() {
            synchronized (kept) {
                endedAt.set(System.nanoTime());
                if (count.decrementAndGet() == 0) {
                    used.remove(this);
                    if (!kept.containsValue(this)) {
                        client.end();
                    }
                }
            }
        }

        private boolean isForgotten() {
            return count.get() == 0 && System.nanoTime() - endedAt.get() > UNUSED_MAX.toNanos();
        }
    }
}
