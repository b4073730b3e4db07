package dev.serai.relay.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.relay.batch.SinkAway;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a sink waits while its far end is away. */
class OutageTest {

    private Outage outage;

    @BeforeEach
    void begin() {
        outage = new Outage("sink", RelayTimes.DEFAULT, Duration.ofSeconds(1), System::nanoTime);
    }

    private long failed(Duration retryAfter) {
        return outage.failed(new SinkAway("busy", retryAfter)).toMillis();
    }

    @Test
    void itsPausesDoubleUpToTheLongest() {
        for (int millis : new int[] {100, 200, 400, 800, 1000, 1000}) {
            assertThat(outage.failed(new IllegalStateException("no"))).hasMillis(millis);
        }
        outage.over();
        assertThat(outage.failed(new SinkAway("no"))).hasMillis(100);
    }

    @Test
    void theFarEndMayAskForMoreWithinABoundAndNeverForLess() {
        assertThat(failed(Duration.ofSeconds(7))).isEqualTo(7_000);
        assertThat(failed(Duration.ZERO)).isEqualTo(200);
        assertThat(failed(Duration.ofMillis(1))).isEqualTo(400);
        assertThat(failed(Duration.ofDays(1))).isEqualTo(300_000);
    }
}
