package dev.serai.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.outbox.OutboxRefused;
import org.junit.jupiter.api.Test;

/** What an operator reads of a failure, and what the log may hold of it. */
final class WhyTest {

    private static final RuntimeException QUOTING =
            new RuntimeException(
                    "wrapped",
                    new IllegalStateException(
                            "com.example.wire.Reader: cannot read card 4111 as"
                                    + " java.util.Map<java.lang.String>"));

    @Test
    void givesTheOperatorTheInnermostWordsWithoutPackages() {
        assertThat(Why.detail(QUOTING)).isEqualTo("Reader: cannot read card 4111 as Map<String>");
        assertThat(Why.detail(new RuntimeException(new NullPointerException())))
                .isEqualTo("a step of the route failed and does not say why");
        assertThat(Why.detail(null)).isEqualTo("the route ended without ingress:append");
    }

    @Test
    void keepsOtherPeoplesWordsOutOfTheLog() {
        assertThat(Why.line(QUOTING)).isEqualTo("a step of the route failed: illegal state");
        assertThat(Why.line(new OutboxRefused(QUOTING)))
                .isEqualTo("the log refuses what the event says");
        assertThat(Why.line(new RuntimeException(new Unmappable("no type", "4111"))))
                .isEqualTo("no type");
    }
}
