package dev.serai.delivery.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the next attempt comes. */
final class RetryScheduleTest {

    private static final RetrySchedule DEFAULT =
            new RetrySchedule(
                    List.of(
                            Duration.ofSeconds(5),
                            Duration.ofMinutes(5),
                            Duration.ofMinutes(30),
                            Duration.ofHours(2),
                            Duration.ofHours(5),
                            Duration.ofHours(10),
                            Duration.ofHours(10)));

    @ParameterizedTest
    @CsvSource({"1, PT5S", "2, PT5M", "3, PT30M", "4, PT2H", "5, PT5H", "6, PT10H", "7, PT10H"})
    void followsTheSchedule(int failed, Duration expected) {
        assertThat(DEFAULT.next(failed, always(0.5))).contains(expected);
    }

    @Test
    void endsAfterTheLastDelay() {
        assertThat(DEFAULT.next(8, always(0.5))).isEmpty();
        assertThat(new RetrySchedule(List.of()).next(1, always(0.5))).isEmpty();
    }

    @Test
    void staysWithinItsJitter() {
        assertThat(DEFAULT.next(2, always(0))).contains(Duration.ofSeconds(255));
        assertThat(DEFAULT.next(2, always(0.999_999_999))).contains(Duration.ofSeconds(345));
    }

    @Test
    void itsHorizonCoversTheLongestCourse() {
        RetrySchedule schedule =
                new RetrySchedule(List.of(Duration.ofSeconds(10), Duration.ofSeconds(10)));
        assertThat(schedule.horizon(Duration.ofSeconds(15))).isEqualTo(Duration.ofSeconds(38));
    }

    @Test
    void refusesWhatIsNoSchedule() {
        assertThatThrownBy(() -> new RetrySchedule(List.of(Duration.ofSeconds(-1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetrySchedule(Collections.nCopies(51, Duration.ofSeconds(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static RandomGenerator always(double value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }
}
