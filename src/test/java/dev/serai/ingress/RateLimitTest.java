package dev.serai.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    /** Near the end of its range, as the system's may be. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

    @Test
    void takesTheRateAtOnceAndThenOneByOne() {
        RateLimit limit = RateLimit.perSecond(10, nanos::get);
        assertThat(taken(limit, 100)).isEqualTo(10);
        assertThat(limit.take()).isEqualTo(Duration.ofMillis(100));
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(taken(limit, 100)).isEqualTo(1);
        nanos.addAndGet(Duration.ofMillis(550).toNanos());
        assertThat(taken(limit, 100)).isEqualTo(5);
    }

    @Test
    void savesNoMoreThanASecondWhileItRests() {
        RateLimit limit = RateLimit.perSecond(10, nanos::get);
        taken(limit, 100);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(taken(limit, 100)).isEqualTo(10);
    }

    @Test
    void limitsNothingAtZero() {
        assertThat(taken(RateLimit.perSecond(0, nanos::get), 10_000)).isEqualTo(10_000);
        assertThatThrownBy(() -> RateLimit.perSecond(-1, nanos::get))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static long taken(RateLimit limit, int tries) {
        return IntStream.range(0, tries).filter(i -> limit.take().isZero()).count();
    }
}
