package dev.serai.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.outbox.EventLog;
import dev.serai.outbox.Position;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What must hold for any place in a log. */
class AnyBookmarkTest {

    private static final UUID LOG = UUID.fromString("11111111-2222-4333-8444-555555555555");

    @Property(tries = 1_000, seed = "1")
    void comesBackFromItsText(
            @ForAll @Size(EventLog.SHARDS) List<@LongRange(max = Long.MAX_VALUE) Long> places) {
        Bookmark bookmark = Bookmark.of(LOG);
        for (int shard = 0; shard < EventLog.SHARDS; shard++) {
            bookmark.advance(new Position(shard, places.get(shard)));
        }
        Bookmark read = Bookmark.parse(bookmark.text());

        assertThat(read.text()).isEqualTo(bookmark.text());
        assertThat(read.isOf(LOG)).isTrue();
        for (int shard = 0; shard < EventLog.SHARDS; shard++) {
            assertThat(read.offset(shard)).isEqualTo(bookmark.offset(shard));
        }
    }

    @Property(tries = 1_000, seed = "2")
    void isReadOrRefusedWhateverItIs(@ForAll byte[] bytes) {
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        try {
            assertThat(Bookmark.parse(text).text()).isNotEmpty();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessage("is not an id of this stream");
        }
    }
}
