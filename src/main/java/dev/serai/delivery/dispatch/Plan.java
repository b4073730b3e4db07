package dev.serai.delivery.dispatch;

import dev.serai.subscription.Endpoint;
import dev.serai.tenant.Owner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one round of the dispatcher will claim. What there is room for is shared out among the
 * owners in turns, and an owner's share among its endpoints: one with a million deliveries due gets
 * as much of a round as one that has as many as it can take.
 */
public final class Plan {

    /** An endpoint gets so many in a turn. */
    private static final int TURN = 16;

    /** The first one of a key may bring so many along as is usual. */
    private static final int RUN = 8;

    private final int most;
    private final Map<Owner, List<Share>> shares = new LinkedHashMap<>();
    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private final Map<String, Integer> wanted = new LinkedHashMap<>();
    private int planned;

    /** An empty one, for so many deliveries. */
    public Plan(int most) {
        this.most = most;
    }

    /** An endpoint has something due and can take so many. */
    public void add(Endpoint endpoint, int room) {
        if (room > 0) {
            endpoints.put(endpoint.id(), endpoint);
            shares.computeIfAbsent(endpoint.owner(), owner -> new ArrayList<>())
                    .add(new Share(endpoint, room));
        }
    }

    /**
     * Shares it out.
     *
     * @param round another number each time, so that nobody is always the first
     */
    public void share(int round) {
        Deque<Deque<Share>> owners = new ArrayDeque<>();
        List<Owner> all = new ArrayList<>(shares.keySet());
        Collections.rotate(all, -round);
        for (Owner owner : all) {
            List<Share> own = shares.getOrDefault(owner, List.of());
            Collections.rotate(own, -round);
            owners.add(new ArrayDeque<>(own));
        }
        while (!owners.isEmpty() && !isFull()) {
            Deque<Share> owner = owners.remove();
            Share rest = take(owner.remove());
            if (rest.room > 0) {
                owner.add(rest);
            }
            if (!owner.isEmpty()) {
                owners.add(owner);
            }
        }
    }

    /** Whether there is no room for more deliveries. */
    boolean isFull() {
        return planned >= most;
    }

    /** How many deliveries of each endpoint. */
    public Map<String, Integer> wanted() {
        return wanted;
    }

    Endpoint endpoint(String id) {
        Endpoint endpoint = endpoints.get(id);
        if (endpoint == null) {
            throw new IllegalStateException(id + " was not planned for");
        }
        return endpoint;
    }

    private Share take(Share share) {
        int each = share.endpoint.settings().options().isOrdered() ? RUN : 1;
        int some = Math.max(1, Math.min(Math.min(TURN, most - planned) / each, share.room));
        wanted.merge(share.endpoint.id(), some, Integer::sum);
        planned += some * each;
        return new Share(share.endpoint, share.room - some);
    }

    private record Share(Endpoint endpoint, int room) {}
}
