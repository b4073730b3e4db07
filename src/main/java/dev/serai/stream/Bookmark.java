package dev.serai.stream;

import dev.serai.outbox.EventLog;
import dev.serai.outbox.Position;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place in the whole log, as a reader keeps it: the offset in every shard, and which log they are
 * of. As text it is opaque: base64url of a version, eight bytes that tell the log, and the offsets
 * in seven bits a byte. Not thread-safe.
 */
final class Bookmark {

    private static final byte VERSION = 1;
    private static final int BYTES_MAX = 1 + Long.BYTES + EventLog.SHARDS * 9;
    private static final int TEXT_MAX = (BYTES_MAX + 2) / 3 * 4;

    private final long log;
    private final long[] offsets;

    private Bookmark(long log, long[] offsets) {
        this.log = log;
        this.offsets = offsets;
    }

    /** Before the first entry of a log. */
    static Bookmark of(UUID incarnation) {
        return new Bookmark(
                incarnation.getMostSignificantBits() ^ incarnation.getLeastSignificantBits(),
                new long[EventLog.SHARDS]);
    }

    boolean isOf(UUID incarnation) {
        return log == of(incarnation).log;
    }

    /** Everything up to a position of a shard has been dealt with. */
    void advance(Position position) {
        offsets[position.shard()] = position.offset();
    }

    long offset(int shard) {
        return offsets[shard];
    }

    /** The text that {@link #parse} reads. */
    String text() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES_MAX).put(VERSION).putLong(log);
        for (long offset : offsets) {
            long rest = offset;
            for (; rest > 0x7F; rest >>>= 7) {
                bytes.put((byte) (rest & 0x7F | 0x80));
            }
            bytes.put((byte) rest);
        }
        bytes.flip();
        byte[] used = new byte[bytes.remaining()];
        bytes.get(used);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(used);
    }

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException if it is no bookmark
     */
    static Bookmark parse(String text) {
        if (text.length() > TEXT_MAX) {
            throw notOne(null);
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.get() != VERSION) {
                throw notOne(null);
            }
            Bookmark bookmark = new Bookmark(bytes.getLong(), new long[EventLog.SHARDS]);
            for (int shard = 0; shard < EventLog.SHARDS; shard++) {
                bookmark.offsets[shard] = readOffset(bytes);
            }
            if (bytes.hasRemaining()) {
                throw notOne(null);
            }
            return bookmark;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw notOne(e);
        }
    }

    private static long readOffset(ByteBuffer bytes) {
        long offset = 0;
        for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
            byte next = bytes.get();
            offset |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return offset;
            }
        }
        throw notOne(null);
    }

    private static IllegalArgumentException notOne(@Nullable RuntimeException cause) {
        return new IllegalArgumentException("is not an id of this stream", cause);
    }
}
