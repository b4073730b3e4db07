package dev.serai.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.serai.outbox.DedupeKey;
import dev.serai.outbox.RawRequest;
import dev.serai.signing.Secret;
import dev.serai.signing.options.Schemes;
import dev.serai.tenant.Owner;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which webhooks of a source are the same one. */
class DedupeRuleTest {

    @Test
    void anIdInAHeaderOrTheBodyMakesACopy() {
        Source source = source("header:Id,body");
        assertThat(keys(source, "one", "Id: 1"))
                .containsAnyElementsOf(keys(source, "two", "Id: 1"));
        assertThat(keys(source, "one", "Id: 1"))
                .containsAnyElementsOf(keys(source, "one", "Id: 2"));
        assertThat(keys(source, "one", "Id: 1"))
                .doesNotContainAnyElementsOf(keys(source, "two", "Id: 2"));
    }

    @Test
    void theSameBodyUnderAnotherHeaderIsNoCopyWhereBothMustBeTheSame() {
        Source source = source("header:Topic+body");
        assertThat(keys(source, "one", "Topic: paid"))
                .isEqualTo(keys(source, "one", "topic: paid"));
        assertThat(keys(source, "one", "Topic: paid"))
                .doesNotContainAnyElementsOf(keys(source, "one", "Topic: made"))
                .doesNotContainAnyElementsOf(keys(source, "two", "Topic: paid"));
    }

    @Test
    void aTokenInTheBodyServesOnceWhateverElseTheBodySays() {
        Source source = source("json:/signature/token,originid");
        assertThat(keys(source, "{\"signature\":{\"token\":\"t1\"},\"amount\":1}"))
                .hasSize(1)
                .isEqualTo(keys(source, "{\"signature\":{\"token\":\"t1\"},\"amount\":9}"))
                .doesNotContainAnyElementsOf(
                        keys(source, "{\"signature\":{\"token\":\"t2\"},\"amount\":1}"));
        assertThat(keys(source, "no JSON")).isEqualTo(keys(source, "no JSON")).hasSize(1);
    }

    @Test
    void theBodyStandsInForAHeaderThatIsMissing() {
        Source source = source("header:Id");
        assertThat(keys(source, "one")).isEqualTo(keys(source, "one")).hasSize(1);
    }

    @Test
    void theBodyStandsInForNothingWhereNoneIsSaid() {
        assertThat(keys(source("none"), "one")).isEmpty();
        assertThat(keys(source("header:Id,none"), "one")).isEmpty();
        assertThat(keys(source("header:Id,none"), "one", "Id: 1")).hasSize(1);
        Source byOrigin = source("originid,none");
        assertThat(byOrigin.keys(List.of(), null)).isEmpty();
        assertThat(byOrigin.keys(List.of(), "evt_1")).hasSize(1);
    }

    @Test
    void aHeaderThatCountsMustNotSayTwoThings() {
        assertThat(source("header:Topic+body").isAmbiguous(request("one", "Topic: a", "Topic: b")))
                .isTrue();
        assertThat(source("none").isAmbiguous(request("one", "Topic: a", "Topic: b"))).isFalse();
    }

    @Test
    void whatIsNoRuleIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DedupeRule.parse("header:"))
                .withMessageContaining("header:NAME+body");
        assertThatIllegalArgumentException().isThrownBy(() -> DedupeRule.parse("json:token"));
    }

    private static List<DedupeKey> keys(Source source, String body, String... headers) {
        return source.keys(request(body, headers));
    }

    private static RawRequest request(String body, String... lines) {
        List<RawRequest.Header> headers =
                Arrays.stream(lines)
                        .map(line -> line.split(": "))
                        .map(line -> new RawRequest.Header(line[0], line[1]))
                        .toList();
        return new RawRequest(
                "POST", "/in/test", null, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Source source(String dedupe) {
        Source.Proof proof =
                Source.Proof.of(
                        Schemes.read(Map.of("signature", "header:X-Signature")),
                        List.of(Secret.of("secret")),
                        "");
        return new Source(
                "test",
                Owner.DEFAULT,
                proof,
                DedupeRule.parse(dedupe),
                RateLimit.perSecond(0, System::nanoTime));
    }
}
