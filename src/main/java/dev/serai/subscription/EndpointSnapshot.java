package dev.serai.subscription;

import dev.serai.event.Event;
import dev.serai.tenant.Owner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All endpoints as they were at a moment; never changes. Finding those that want an event costs a
 * look-up by type and, for the few with channels, a look at the subject.
 */
final class EndpointSnapshot {

    /** Before the first look into the database. */
    static final EndpointSnapshot NONE = new EndpointSnapshot(-1, Instant.MIN, Map.of(), Map.of());

    private final long revision;
    private final Instant asOf;
    private final Map<String, Endpoint> byId;
    private final Map<Owner, OfOwner> byOwner;

    private EndpointSnapshot(
            long revision, Instant asOf, Map<String, Endpoint> byId, Map<Owner, OfOwner> byOwner) {
        this.revision = revision;
        this.asOf = asOf;
        this.byId = byId;
        this.byOwner = byOwner;
    }

    long revision() {
        return revision;
    }

    /** Every change that was committed before this, by the database's clock, is in it. */
    Instant asOf() {
        return asOf;
    }

    Optional<Endpoint> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    List<Endpoint> of(Owner owner) {
        OfOwner endpoints = byOwner.get(owner);
        return endpoints == null ? List.of() : endpoints.all;
    }

    List<Endpoint> matching(Event event) {
        Optional<String> only = OneEndpoint.of(event);
        if (only.isPresent()) {
            return find(only.get()).stream()
                    .filter(e -> e.owner().equals(event.owner()) && !e.settings().disabled())
                    .toList();
        }
        OfOwner endpoints = byOwner.get(event.owner());
        return endpoints == null ? List.of() : endpoints.matching(event);
    }

    EndpointSnapshot unchanged(Instant asOf) {
        return new EndpointSnapshot(revision, asOf, byId, byOwner);
    }

    EndpointSnapshot with(EndpointChanges changes) {
        Map<String, Endpoint> endpoints = new HashMap<>(byId);
        Set<Owner> touched = new HashSet<>();
        for (String id : changes.deleted()) {
            Endpoint gone = endpoints.remove(id);
            if (gone != null) {
                touched.add(gone.owner());
            }
        }
        for (Endpoint changed : changes.changed()) {
            endpoints.put(changed.id(), changed);
            touched.add(changed.owner());
        }
        return new EndpointSnapshot(
                changes.revision(), changes.asOf(), endpoints, regrouped(endpoints, touched));
    }

    private Map<Owner, OfOwner> regrouped(Map<String, Endpoint> endpoints, Set<Owner> touched) {
        Map<Owner, List<Endpoint>> lists = new HashMap<>();
        for (Endpoint endpoint : endpoints.values()) {
            if (touched.contains(endpoint.owner())) {
                lists.computeIfAbsent(endpoint.owner(), owner -> new ArrayList<>()).add(endpoint);
            }
        }
        Map<Owner, OfOwner> groups = new HashMap<>(byOwner);
        groups.keySet().removeAll(touched);
        lists.forEach((owner, list) -> groups.put(owner, new OfOwner(List.copyOf(list))));
        return groups;
    }

    /** An owner's endpoints, with those of each type once they have been asked for. */
    private static final class OfOwner {

        private static final int TYPES_MAX = 10_000;

        private final List<Endpoint> all;
        private final Map<String, List<Endpoint>> byType = new ConcurrentHashMap<>();

        OfOwner(List<Endpoint> all) {
            this.all = all;
        }

        List<Endpoint> matching(Event event) {
            List<Endpoint> ofType = byType.get(event.type());
            if (ofType == null) {
                ofType = all.stream().filter(e -> wantsType(e, event.type())).toList();
                if (byType.size() < TYPES_MAX) {
                    byType.put(event.type(), ofType);
                }
            }
            if (ofType.stream().noneMatch(e -> e.settings().isSelective())) {
                return ofType;
            }
            EventData data = new EventData(event);
            return ofType.stream().filter(e -> e.settings().wants(event, data)).toList();
        }

        private static boolean wantsType(Endpoint endpoint, String type) {
            return !endpoint.settings().disabled() && endpoint.settings().wantsType(type);
        }
    }
}
