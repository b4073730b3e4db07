package dev.serai.relay;

import dev.serai.outbox.Entry;
import dev.serai.relay.batch.Batch;
import dev.serai.relay.batch.BatchHandler;
import dev.serai.relay.batch.Session;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A sink that notes what it was handed, and fails on demand. */
public final class RecordingHandler implements BatchHandler {

    private final List<Batch> offered = new CopyOnWriteArrayList<>();
    private final List<Entry> taken = new CopyOnWriteArrayList<>();
    private final AtomicReference<BatchHandler> before = new AtomicReference<>((batch, s) -> {});

    @Override
    public void handle(Batch batch, Session session) throws Exception {
        offered.add(batch);
        before.get().handle(batch, session);
        taken.addAll(batch.entries());
    }

    /** What happens first from now on; if it throws, nothing is taken. */
    public void first(BatchHandler handler) {
        before.set(handler);
    }

    public List<Batch> offered() {
        return offered;
    }

    public List<Entry> taken() {
        return taken;
    }

    public List<String> ids() {
        return taken.stream().map(entry -> entry.event().id().value()).toList();
    }

    /** What was taken of one partition key, in order. */
    public List<String> data(String key) {
        return taken.stream()
                .filter(entry -> entry.event().partitionKey().equals(key))
                .map(entry -> new String(entry.event().data(), StandardCharsets.UTF_8))
                .toList();
    }
}
