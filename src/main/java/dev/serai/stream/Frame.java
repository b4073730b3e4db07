package dev.serai.stream;

import dev.serai.event.EventJson;
import dev.serai.outbox.Entry;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An entry as readers get it. What is the same for all of them is rendered once, by the first one
 * that wants it. Thread-safe.
 */
final class Frame {

    private static final int ATTRIBUTES_BYTES = 512;

    private final Entry entry;
    private final AtomicReference<byte[]> rendered = new AtomicReference<>();

    Frame(Entry entry) {
        this.entry = entry;
    }

    Entry entry() {
        return entry;
    }

    /** About how much memory it holds, rendered. */
    long bytes() {
        return 2L * (entry.event().data().length + ATTRIBUTES_BYTES);
    }

    /** The lines {@code event:} and {@code data:}; {@code id:} and the empty line go after them. */
    byte[] lines() {
        byte[] lines = rendered.get();
        if (lines == null) {
            lines = render();
            rendered.set(lines);
        }
        return lines;
    }

    private byte[] render() {
        String type = entry.event().type().replaceAll("[\r\n\0]", "_");
        byte[] head = ("event: " + type + "\ndata: ").getBytes(StandardCharsets.UTF_8);
        byte[] data = EventJson.structured(entry.event(), entry.position().toString());
        byte[] lines = new byte[head.length + data.length + 1];
        System.arraycopy(head, 0, lines, 0, head.length);
        for (int i = 0; i < data.length; i++) {
            // Within JSON a line can end only between tokens, where a space is the same.
            lines[head.length + i] = data[i] == '\n' || data[i] == '\r' ? (byte) ' ' : data[i];
        }
        lines[lines.length - 1] = '\n';
        return lines;
    }
}
