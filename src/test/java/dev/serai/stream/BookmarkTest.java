package dev.serai.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.outbox.EventLog;
import dev.serai.outbox.Position;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BookmarkTest {

    private static final UUID LOG = UUID.fromString("11111111-2222-4333-8444-555555555555");

    @Test
    void isShortInAYoungLogAndBoundedInAnOldOne() {
        Bookmark bookmark = Bookmark.of(LOG);
        assertThat(bookmark.text()).hasSize(34);
        for (int shard = 0; shard < EventLog.SHARDS; shard++) {
            bookmark.advance(new Position(shard, Long.MAX_VALUE));
        }
        assertThat(Bookmark.parse(bookmark.text()).offset(15)).isEqualTo(Long.MAX_VALUE);
        assertThat(bookmark.text()).hasSizeLessThan(210).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void belongsToOneLog() {
        assertThat(Bookmark.of(LOG).isOf(UUID.fromString("11111111-2222-4333-8444-555555555556")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AQ", "!!!", "msg_2f0vYOYFXbRvnAUZ3M4qGmZ5yzT", "88213"})
    void isNotReadFromAnythingElse(String text) {
        assertThatThrownBy(() -> Bookmark.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isNotReadFromATextThatWasCutOrLengthenedOrOfAnotherVersion() {
        byte[] bytes = Base64.getUrlDecoder().decode(Bookmark.of(LOG).text());
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        byte[] endless = Arrays.copyOf(bytes, 80);
        Arrays.fill(endless, 9, 80, (byte) 0xFF);
        byte[] newer = bytes.clone();
        newer[0] = 2;

        for (byte[] wrong : new byte[][] {cut, longer, endless, newer}) {
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(wrong);
            assertThatThrownBy(() -> Bookmark.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("is not an id of this stream");
        }
        assertThatThrownBy(() -> Bookmark.parse("A".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
