package dev.serai.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class KsuidTest {

    @Test
    void makesTheKnownAnswerOfItsTimeAndRandomBytes() {
        assertThat(
                        at(
                                Instant.parse("2017-10-10T04:00:47.709487916Z"),
                                0xCD34B5F99D110000L,
                                0x54FB6853345C9735L))
                .isEqualTo("0ujtsYcgvSTl8PAuAdqWYSMnLOv");
    }

    @Test
    void hasTwentySevenCharactersAtBothEnds() {
        assertThat(at(Instant.ofEpochSecond(1_400_000_000L), 0, 0)).isEqualTo("0".repeat(27));
        assertThat(at(Instant.ofEpochSecond(1_400_000_000L + 0xFFFF_FFFFL, 999_999_999), -1, -1))
                .isEqualTo("aWgEPTl1tmebfsQzFP4bxwgy80V");
    }

    @Test
    void sortsByTheTimeItWasMadeAt() {
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        assertThat(at(now, -1, -1)).isLessThan(at(now.plusMillis(1), 0, 0));
        assertThat(at(now.plusMillis(999), -1, -1)).isLessThan(at(now.plusSeconds(1), 0, 0));
        assertThat(Ksuid.floor(now)).isEqualTo(at(now, 0, 0)).isLessThan(at(now, 0, 1));
    }

    @Test
    void knowsAnEventIdWhenItSeesOne() {
        assertThat(EventId.isValid("msg_0ujtsYcgvSTl8PAuAdqWYSMnLOv")).isTrue();
        assertThat(EventId.isValid("evt_0ujtsYcgvSTl8PAuAdqWYSMnLOv")).isFalse();
        assertThat(EventId.isValid("msg_0ujtsYcgvSTl8PAuAdqWYSMnLO")).isFalse();
        assertThat(EventId.isValid("msg_0ujtsYcgvSTl8PAuAdqWYSMnLO-")).isFalse();
    }

    private static String at(Instant instant, long high, long low) {
        Iterator<Long> random = List.of(high, low).iterator();
        RandomGenerator generator = random::next;
        return new Ksuid(() -> instant, generator).next();
    }
}
