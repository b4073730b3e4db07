package dev.serai.outbox.append;

import dev.serai.outbox.Appended;
import dev.serai.outbox.Candidate;
import dev.serai.outbox.RawRequest;
import java.util.concurrent.CompletableFuture;

/** A candidate that waits for its lane, with its shard and the promise made for it. */
record Pending(Candidate candidate, int shard, CompletableFuture<Appended> promise) {

    /** About what it takes in a statement, in bytes. */
    int size() {
        RawRequest raw = candidate.raw();
        int data = candidate.event().data().length;
        return data
                + (raw == null || raw.body() == candidate.event().data() ? 0 : raw.body().length);
    }
}
