package dev.serai.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
        assertThat(byOrigin.keys(List.of(), mapped("{'type':'a'}"))).isEmpty();
        assertThat(byOrigin.keys(List.of(), mapped("{'type':'a','originid':'evt_1'}"))).hasSize(1);
    }

    @Test
    void whatHappensOnceIsTheSameWhateverIdsItHas() {
        Source source = source("header:Id,body,once");
        EventFields paid = mapped("{'type':'paid','subject':'o1','once':true}");
        List<DedupeKey> made = source.keys(keys(source, "made of a list"), paid);
        List<DedupeKey> late = source.keys(keys(source, "late", "Id: 7"), paid);
        assertThat(made).hasSize(2);
        assertThat(late).hasSize(3).containsAnyElementsOf(made);
        assertThat(source.keysOfMapping(paid)).hasSize(1).isSubsetOf(made);
        assertThat(late)
                .doesNotContainAnyElementsOf(
                        source.keysOfMapping(mapped("{'type':'paid','subject':'o2','once':true}")))
                .doesNotContainAnyElementsOf(
                        source.keysOfMapping(mapped("{'type':'made','subject':'o1','once':true}")));
    }

    @Test
    void whatMayHappenAgainHasNoKeyOfThatKind() {
        Source source = source("header:Id,once");
        for (String mapped :
                List.of(
                        "{'type':'paid','subject':'o1'}",
                        "{'type':'paid','subject':'o1','once':false}",
                        "{'type':'paid','once':true}")) {
            assertThat(source.keysOfMapping(mapped(mapped))).isEmpty();
            assertThat(source.knowsAsOne(mapped(mapped))).isFalse();
        }
        EventFields once = mapped("{'type':'paid','subject':'o1','once':true}");
        assertThat(source("header:Id,body").keysOfMapping(once)).isEmpty();
    }

    @Test
    void theBodyDoesNotStandInWhereOnlyTheMappingSaysWhatMakesACopy() {
        Source source = source("originid,once");
        List<DedupeKey> known = keys(source, "one");
        assertThat(source.keys(known, mapped("{'type':'a','subject':'s','once':true}")))
                .hasSize(1)
                .doesNotContainAnyElementsOf(known);
        assertThat(source.keys(known, mapped("{'type':'a'}"))).isEqualTo(known);
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

    private static EventFields mapped(String json) {
        try {
            return EventFields.read(new ObjectMapper().readTree(json.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
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
