package dev.serai.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.outbox.Entry;
import dev.serai.outbox.Position;
import dev.serai.outbox.TestLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LiveTailTest {

    private static final Duration SHORT = Duration.ofMillis(1);

    private final LiveTail tail = new LiveTail();

    @Test
    void handsOutWhatCameAfterAPlaceInOrder() throws InterruptedException {
        tail.offer(List.of(entry(0, 5, ""), entry(1, 9, ""), entry(0, 6, "")));

        LiveTail.Slice first = tail.after(0, 2, SHORT);
        LiveTail.Slice rest = tail.after(first.end(), 10, SHORT);

        assertThat(positions(first)).containsExactly("0-5", "1-9");
        assertThat(positions(rest)).containsExactly("0-6");
        assertThat(rest.end()).isEqualTo(tail.taken());
        assertThat(tail.after(rest.end(), 10, SHORT).frames()).isEmpty();
    }

    @Test
    void leavesOutWhatItHadAlready() throws InterruptedException {
        tail.offer(List.of(entry(0, 5, ""), entry(0, 6, "")));
        tail.offer(List.of(entry(0, 5, ""), entry(0, 6, ""), entry(0, 7, ""), entry(2, 1, "")));

        assertThat(positions(tail.after(0, 10, SHORT))).containsExactly("0-5", "0-6", "0-7", "2-1");
        assertThat(tail.places().get(0).position().offset()).isEqualTo(7);
        assertThat(tail.places().get(1)).isNull();
    }

    @Test
    void tellsAReaderThatFellBehindThatItHasForgotten() throws InterruptedException {
        List<Entry> many = new ArrayList<>();
        for (int i = 1; i <= LiveTail.ENTRIES_MAX + 1; i++) {
            many.add(entry(0, i, ""));
        }
        tail.offer(many);

        assertThat(tail.after(0, 10, SHORT).lost()).isTrue();
        LiveTail.Slice kept = tail.after(1, 1, SHORT);
        assertThat(kept.lost()).isFalse();
        assertThat(positions(kept)).containsExactly("0-2");
        assertThat(tail.after(0, 10, SHORT).end()).isEqualTo(LiveTail.ENTRIES_MAX + 1);
    }

    @Test
    void holdsNoMoreThanSoManyBytes() throws InterruptedException {
        String large = "x".repeat(1024 * 1024);
        for (int i = 1; i <= 40; i++) {
            tail.offer(List.of(entry(0, i, large)));
        }

        long kept = 40 - firstKept() + 1;
        assertThat(kept * 2 * 1024 * 1024).isLessThanOrEqualTo(LiveTail.BYTES_MAX);
        assertThat(kept).isGreaterThan(10);
    }

    @Test
    void keepsASingleEntryHoweverLarge() throws InterruptedException {
        tail.offer(List.of(entry(0, 1, "x".repeat((int) LiveTail.BYTES_MAX))));

        assertThat(tail.after(0, 10, SHORT).frames()).hasSize(1);
    }

    @Test
    void wakesWhoWaits() throws Exception {
        CompletableFuture<LiveTail.Slice> waiting = waiting();
        tail.offer(List.of(entry(0, 1, "")));
        assertThat(waiting.get(5, TimeUnit.SECONDS).frames()).hasSize(1);
    }

    @Test
    void letsNobodyWaitOnceClosed() throws Exception {
        CompletableFuture<LiveTail.Slice> waiting = waiting();
        tail.close();
        assertThat(waiting.get(5, TimeUnit.SECONDS).frames()).isEmpty();
        assertThat(tail.after(0, 1, Duration.ofHours(1)).frames()).isEmpty();
    }

    private CompletableFuture<LiveTail.Slice> waiting() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return tail.after(0, 10, Duration.ofHours(1));
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private long firstKept() throws InterruptedException {
        long number = 0;
        while (tail.after(number, 1, SHORT).lost()) {
            number++;
        }
        return number + 1;
    }

    private static List<String> positions(LiveTail.Slice slice) {
        return slice.frames().stream().map(f -> f.entry().position().toString()).toList();
    }

    private static Entry entry(int shard, long offset, String data) {
        return new Entry(
                new Position(shard, offset), Instant.EPOCH, TestLog.event("a.one", "key", data));
    }
}
