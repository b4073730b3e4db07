package dev.serai.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.ingress.source.DedupeRule;
import dev.serai.ingress.source.RateLimit;
import dev.serai.ingress.source.Source;
import dev.serai.problem.ProblemException;
import dev.serai.signing.Secret;
import dev.serai.signing.options.Schemes;
import dev.serai.tenant.Owner;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who can be asked for what. */
class ProvidersTest {

    private static final URI BASE = URI.create("https://api.example.com");
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.750Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "body                        | originid                 | stripe",
                "header:x-razorpay-event-id,body | header:x-razorpay-event-id,once | razorpay",
                "originid,header:X-GitHub-Delivery+body | header:x-github-delivery,body | github"
            })
    void refusesASourceThatWouldNotKnowALateWebhookAgain(
            String forgets, String knows, String provider) {
        assertThat(provider(provider).objection(source(forgets))).isPresent();
        assertThat(provider(provider).objection(source(knows))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "42",
                "repos/acme/hooks/42",
                "repos/acme/../hooks/42",
                "repos/../../hooks/42",
                "orgs/./hooks/42",
                "orgs/acme/hooks/42/..",
                "orgs/acme/hooks/4x",
                "orgs/ac me/hooks/42",
                "orgs/acme%2Fx/hooks/42",
                "//elsewhere.example.com/hooks/42",
                "https://elsewhere.example.com/orgs/acme/hooks/42"
            })
    void asksGitHubForNothingButItsHooks(String hook) {
        assertThatThrownBy(() -> provider("github").check(ask(hook, "k")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("repos/OWNER/REPOSITORY/hooks/ID");
    }

    @Test
    void asksGitHubForTheHooksOfRepositoriesAndOrganisations() {
        for (String hook : List.of("repos/acme/shop.js/hooks/42", "orgs/a-b/hooks/1")) {
            assertThatCode(() -> provider("github").check(ask(hook, "k")))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "payments    | {`status`:`captured`}                   | payment.captured",
                "payments    | {`status`:`refunded`,`captured`:true}   | payment.captured",
                "payments    | {`status`:`refunded`,`captured`:false}  | ''",
                "payments    | {`status`:`authorized`}                 | payment.authorized",
                "payments    | {`status`:`failed`}                     | payment.failed",
                "payments    | {`status`:`created`}                    | ''",
                "orders      | {`status`:`attempted`}                  | ''",
                "orders      | {`status`:`paid`}                       | order.paid",
                "refunds     | {`status`:`pending`}                    | refund.created",
                "refunds     | {`status`:`processed`}                  | refund.created refund.processed",
                "refunds     | {`status`:`failed`}                     | refund.created refund.failed",
                "settlements | {`status`:`created`}                    | ''",
                "settlements | {`status`:`processed`}                  | settlement.processed"
            })
    void seesWhatHasHappenedFromWhatAThingIsNow(String list, String entity, String events)
            throws JsonProcessingException {
        var json = new ObjectMapper().readTree(entity.replace('`', '"'));
        assertThat(
                        RazorpayEvent.ALL.stream()
                                .filter(event -> event.place().matches("/v1/" + list + "\\b.*"))
                                .filter(event -> event.happenedTo(json))
                                .map(RazorpayEvent::name)
                                .collect(Collectors.joining(" ")))
                .isEqualTo(events);
    }

    @Test
    void leavesASecondThatIsNotOverToTheNextTime() {
        Ask ask = ask(null, "k");
        assertThat(ask.to()).isEqualTo("2026-01-31T12:00:00Z");
        assertThat(ask.covers(Instant.parse("2026-01-31T12:00:00Z"))).isFalse();
        assertThat(ask.covers(Instant.parse("2026-01-31T11:59:59.999Z"))).isTrue();
    }

    private static Provider provider(String name) {
        return switch (name) {
            case "stripe" -> new StripeEvents(BASE);
            case "razorpay" -> new RazorpayLists(BASE);
            default -> new GitHubDeliveries(BASE);
        };
    }

    private static Ask ask(String hook, String key) {
        return new Ask(NOW.minusSeconds(60), NOW, List.of(), Secret.of(key), hook);
    }

    private static Source source(String dedupe) {
        return new Source(
                "shop",
                Owner.DEFAULT,
                Source.Proof.of(
                        Schemes.read(Map.of("signature", "header:X-Signature")),
                        List.of(Secret.of("secret")),
                        ""),
                DedupeRule.parse(dedupe),
                RateLimit.perSecond(0, System::nanoTime));
    }
}
