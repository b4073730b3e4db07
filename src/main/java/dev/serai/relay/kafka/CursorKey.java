package dev.serai.relay.kafka;

import dev.serai.relay.lease.LeasedGroup;
import java.nio.charset.StandardCharsets;

/** The keys of the cursor topic: {@code sink/shard}, {@code sink/replay/parkedId}. */
final class CursorKey {

    private static final String REPLAY = "replay/";

    private CursorKey() {}

    static byte[] ofShard(LeasedGroup group, int shard) {
        return bytes(group.sink() + "/" + shard);
    }

    static byte[] ofReplay(LeasedGroup group, String parkedId) {
        return bytes(group.sink() + "/" + REPLAY + parkedId);
    }

    /** What comes after the sink in a key; empty when the key is another sink's. */
    static String withinSink(LeasedGroup group, byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        String prefix = group.sink() + "/";
        return text.startsWith(prefix) ? text.substring(prefix.length()) : "";
    }

    static boolean isReplay(String withinSink) {
        return withinSink.startsWith(REPLAY);
    }

    static String parkedId(String withinSink) {
        return withinSink.substring(REPLAY.length());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
