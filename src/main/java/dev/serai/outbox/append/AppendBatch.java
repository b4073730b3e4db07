package dev.serai.outbox.append;

import dev.serai.outbox.Appended;
import dev.serai.outbox.DedupeKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one transaction appends. Copies within the batch are found here, so that the database sees
 * each dedupe key once: a follower shares a key with an earlier candidate and shares its fate.
 */
final class AppendBatch {

    /** A copy of an earlier candidate of the same batch. */
    private record Follower(Pending pending, Pending leader) {}

    private final List<Pending> leaders = new ArrayList<>();
    private final List<Follower> followers = new ArrayList<>();

    AppendBatch(List<Pending> pending) {
        Map<DedupeKey, Pending> seen = new HashMap<>();
        Set<DedupeKey> own = new HashSet<>();
        for (Pending next : pending) {
            Pending leader = null;
            for (DedupeKey key : next.candidate().keys()) {
                leader = leader == null ? seen.get(key) : leader;
            }
            if (leader != null) {
                followers.add(new Follower(next, leader));
                continue;
            }
            leaders.add(next);
            own.clear();
            own.addAll(next.candidate().keys());
            own.forEach(key -> seen.put(key, next));
        }
    }

    /** Those that the database decides about. */
    List<Pending> leaders() {
        return leaders;
    }

    /** All of it, those that are copies of others of it included. */
    List<Pending> all() {
        List<Pending> all = new ArrayList<>(leaders);
        followers.forEach(follower -> all.add(follower.pending()));
        return all;
    }

    int size() {
        return leaders.size() + followers.size();
    }

    /**
     * Keeps all promises. The results are of the leaders, by the id that each had as a candidate.
     */
    void complete(Map<String, Appended> results) {
        for (Pending leader : leaders) {
            leader.promise().complete(results.get(leader.candidate().event().id().value()));
        }
        for (Follower follower : followers) {
            Appended of = results.get(follower.leader().candidate().event().id().value());
            follower.pending().promise().complete(new Appended.Duplicate(of.id()));
        }
    }

    /** Breaks all promises. */
    void fail(RuntimeException reason) {
        leaders.forEach(leader -> leader.promise().completeExceptionally(reason));
        followers.forEach(follower -> follower.pending().promise().completeExceptionally(reason));
    }
}
