package dev.serai.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.Ksuid;
import dev.serai.event.Priority;
import dev.serai.event.TypePattern;
import dev.serai.problem.ProblemException;
import dev.serai.signing.Secret;
import dev.serai.subscription.condition.Condition;
import dev.serai.subscription.option.EndpointOptions;
import dev.serai.subscription.option.Ordering;
import dev.serai.subscription.option.Payload;
import dev.serai.subscription.secret.Credentials;
import dev.serai.subscription.secret.TokenClient;
import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import dev.serai.testing.TestDatabase;
import dev.serai.testing.TestTls;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What endpoints want, and when a change of them is known. */
final class EndpointsTest {

    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String OTHER_KEY = "OTEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private final InstantSource clock = InstantSource.system();
    private final Ksuid ksuid = new Ksuid(clock, new SecureRandom());
    private TestDatabase database;
    private Endpoints endpoints;

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
        endpoints = hub();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void findsTheEndpointsThatWantAnEvent() {
        Endpoint all = endpoints.create(Owner.DEFAULT, settings("all"), null);
        Endpoint payments =
                endpoints.create(Owner.DEFAULT, settings("pay", "razorpay.payment.*"), null);
        endpoints.create(Owner.DEFAULT, settings("fail", "**.failed"), null);
        endpoints.create(other(), settings("other"), null);
        assertThat(endpoints.matching(event("razorpay.payment.captured", null)))
                .containsExactlyInAnyOrder(all, payments);
        assertThat(endpoints.matching(event("order.paid", null))).containsExactly(all);
    }

    @Test
    void givesAnEndpointWithChannelsOnlyEventsOfOneOfThem() {
        EndpointSettings settings =
                new EndpointSettings(
                        null,
                        new EndpointUrl("https://example.com/"),
                        "",
                        List.of(),
                        List.of("red", "blue"),
                        false,
                        Map.of(),
                        null,
                        Map.of());
        Endpoint coloured = endpoints.create(Owner.DEFAULT, settings, null);
        assertThat(endpoints.matching(event("a.b", "green,blue"))).containsExactly(coloured);
        assertThat(endpoints.matching(event("a.b", "green"))).isEmpty();
        assertThat(endpoints.matching(event("a.b", null))).isEmpty();
    }

    @Test
    void aChangeIsInForceWhenItReturns() {
        Endpoint endpoint = endpoints.create(Owner.DEFAULT, settings("one"), null);
        assertThat(endpoints.find(Owner.DEFAULT, "one")).contains(endpoint);
        endpoints.disable(endpoint.id());
        assertThat(endpoints.matching(event("a.b", null))).isEmpty();
        assertThat(endpoints.find(endpoint.id()).orElseThrow().settings().disabled()).isTrue();
        assertThat(endpoints.delete(Owner.DEFAULT, endpoint.id())).isTrue();
        assertThat(endpoints.find(endpoint.id())).isEmpty();
        assertThat(endpoints.delete(Owner.DEFAULT, endpoint.id())).isFalse();
        assertThat(endpoints.update(endpoint, endpoint.settings())).isEmpty();
    }

    @Test
    void anotherHubSeesEveryChangeMadeBeforeTheEventWasAppended() {
        Endpoints elsewhere = hub();
        assertThat(elsewhere.matching(event("a.b", null))).isEmpty();
        Endpoint endpoint = endpoints.create(Owner.DEFAULT, settings("one"), null);
        Instant appendedAt =
                JdbcClient.create(database.dataSource())
                        .sql("select clock_timestamp()")
                        .query(java.time.OffsetDateTime.class)
                        .single()
                        .toInstant();
        elsewhere.refreshedAt(appendedAt);
        assertThat(elsewhere.matching(event("a.b", null))).containsExactly(endpoint);
        endpoints.delete(Owner.DEFAULT, endpoint.id());
        elsewhere.refresh();
        assertThat(elsewhere.matching(event("a.b", null))).isEmpty();
    }

    @Test
    void keepsEverySettingAndTheSecret() {
        EndpointSettings settings =
                new EndpointSettings(
                        "uid-1",
                        new EndpointUrl("https://example.com/hook?x=1"),
                        "An endpoint",
                        List.of(TypePattern.of("a.*")),
                        List.of("red"),
                        true,
                        Map.of("team", "blue"),
                        5,
                        Map.of("X-Token", "abc"));
        Secret secret = Secret.of("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
        Endpoint made = endpoints.create(Owner.DEFAULT, settings, secret);
        assertThat(hub().find(made.id())).contains(made);
        assertThat(made.secret()).isEqualTo(secret);
        assertThat(made.toString()).doesNotContain("C2FV").doesNotContain("hook");
    }

    @Test
    void makesASecretOfTwentyFourBytes() {
        Endpoint made = endpoints.create(Owner.DEFAULT, settings("one"), null);
        assertThat(made.secret().reveal()).startsWith("whsec_");
        assertThat(made.secret().standardWebhooks()).hasSize(24);
    }

    @Test
    void forgetsTheSecretOfADeletedEndpoint() {
        Endpoint made = endpoints.create(Owner.DEFAULT, settings("one"), null);
        endpoints.delete(Owner.DEFAULT, made.id());
        assertThat(
                        JdbcClient.create(database.dataSource())
                                .sql("select secret from serai.endpoint where id = ?")
                                .param(made.id())
                                .query(String.class)
                                .single())
                .isEmpty();
    }

    @Test
    void sealsSecretsAndHeadersAndReadsThemWithTheSameKeyOnly() {
        Endpoints sealing = hub(KEY);
        EndpointSettings settings =
                settings("one").withHeaders(Map.of("Authorization", "Bearer t0ken"));
        Endpoint made = sealing.create(Owner.DEFAULT, settings, null);
        assertThat(row(made)).doesNotContain(made.secret().reveal(), "t0ken");
        assertThat(hub(KEY).find(made.id())).contains(made);
        Endpoint unreadable = hub(OTHER_KEY).find(made.id()).orElseThrow();
        assertThat(unreadable.secrets().isReadable()).isFalse();
        assertThatThrownBy(() -> hub(OTHER_KEY).update(unreadable, settings))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void sealsWhatItsReceiverAsksForToo() {
        Endpoints sealing = hub(KEY);
        Endpoint made = sealing.create(Owner.DEFAULT, settings("one"), null);
        TokenClient client =
                new TokenClient(
                        URI.create("https://example.com/token?a=b"),
                        "hub",
                        Secret.of("s3cr3t"),
                        TokenClient.Sent.BODY,
                        List.of("send"),
                        Map.of("audience", "hooks"),
                        Map.of("X-Tenant", "shop"));
        Credentials credentials = new Credentials(client, TestTls.identity("client"));
        Endpoint changed =
                sealing.update(made, made.settings(), made.secrets().with(credentials))
                        .orElseThrow();
        assertThat(row(changed)).doesNotContain("s3cr3t", "PRIVATE KEY", "oauth");
        assertThat(hub(KEY).find(made.id())).contains(changed);
        Endpoint rotated = sealing.rotate(changed, null, Duration.ofHours(1)).orElseThrow();
        assertThat(rotated.secrets().credentials()).isEqualTo(credentials);
    }

    @Test
    void sealsAnewWhatWasPlainOrAnotherKeys() {
        Endpoint plain = endpoints.create(Owner.DEFAULT, settings("one"), null);
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        jdbc.sql("update serai.endpoint set secret = ?, headers = '{\"X-Token\": \"t0ken\"}'")
                .param(plain.secret().reveal()) // as they stood before they were sealed
                .update();
        PostgresEndpoints stored = stored(KEY);
        assertThat(stored.sealAnew()).isEqualTo(1);
        assertThat(stored.sealAnew()).isZero();
        assertThat(row(plain)).doesNotContain(plain.secret().reveal(), "t0ken");
        Endpoint read = hub(KEY).find(plain.id()).orElseThrow();
        assertThat(read.secret()).isEqualTo(plain.secret());
        assertThat(read.settings().headers()).containsEntry("X-Token", "t0ken");
    }

    @Test
    void keepsAnOldSecretForAsLongAsItSigns() {
        Endpoint made = endpoints.create(Owner.DEFAULT, settings("one"), null);
        Endpoint rotated = endpoints.rotate(made, null, Duration.ofDays(1)).orElseThrow();
        assertThat(rotated.secret()).isNotEqualTo(made.secret());
        assertThat(hub().find(made.id())).contains(rotated);
        assertThat(rotated.secrets().previous()).hasSize(1);
    }

    @Test
    void whoHasNotSeenAChangeDoesNotUndoIt() {
        Endpoint made = endpoints.create(Owner.DEFAULT, settings("one"), null);
        Endpoint rotated = hub().rotate(made, null, Duration.ofDays(1)).orElseThrow();
        assertThatThrownBy(() -> endpoints.update(made, settings("two")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("changed_meanwhile"));
        assertThat(hub().find(made.id())).contains(rotated);
        endpoints.disable(made.id());
        Endpoint disabled = hub().find(made.id()).orElseThrow();
        assertThat(disabled.settings().disabled()).isTrue();
        assertThat(disabled.secret()).isEqualTo(rotated.secret());
    }

    @Test
    void keepsEveryOption() {
        EndpointOptions options =
                new EndpointOptions(
                        Payload.CLOUDEVENT,
                        Ordering.KEY,
                        3,
                        List.of(Duration.ofSeconds(5), Duration.ofHours(2)),
                        Condition.of(".amount > 100"));
        Endpoint made = endpoints.create(Owner.DEFAULT, settings("one").withOptions(options), null);
        assertThat(hub().find(made.id()).orElseThrow().settings().options()).isEqualTo(options);
    }

    @Test
    void refusesAUidThatIsTakenInTheProjectUntilItsOwnerIsGone() {
        Endpoint first = endpoints.create(Owner.DEFAULT, settings("one"), null);
        assertThatThrownBy(() -> endpoints.create(Owner.DEFAULT, settings("one"), null))
                .isInstanceOf(DuplicateKeyException.class);
        endpoints.create(other(), settings("one"), null);
        endpoints.delete(Owner.DEFAULT, first.id());
        endpoints.create(Owner.DEFAULT, settings("one"), null);
    }

    @Test
    void readsEverythingAnewWhenItWasAwayForLongerThanTombstonesAreKept() {
        Endpoints elsewhere = hub();
        Endpoint gone = endpoints.create(Owner.DEFAULT, settings("gone"), null);
        elsewhere.refresh();
        endpoints.delete(Owner.DEFAULT, gone.id());
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        jdbc.sql("update serai.endpoint set deleted_at = now() - interval '2 days'").update();
        endpoints.maintain();
        // A database that was restored to an earlier moment shows an earlier revision.
        jdbc.sql("update serai.endpoint_revision set revision = 0").update();
        elsewhere.refresh();
        assertThat(elsewhere.find(gone.id())).isEmpty();
    }

    private Endpoints hub() {
        return hub("");
    }

    private Endpoints hub(String masterKey) {
        return new Endpoints(stored(masterKey), clock, new SecureRandom(), ksuid);
    }

    private PostgresEndpoints stored(String masterKey) {
        return new PostgresEndpoints(
                JdbcClient.create(database.dataSource()), TestEndpoints.columns(masterKey));
    }

    private String row(Endpoint endpoint) {
        return JdbcClient.create(database.dataSource())
                .sql("select secret || headers from serai.endpoint where id = ?")
                .param(endpoint.id())
                .query(String.class)
                .single();
    }

    private Event event(String type, String subject) {
        return new Event(
                EventId.next(ksuid),
                Owner.DEFAULT,
                type,
                "/in/test",
                subject,
                clock.instant(),
                Event.JSON,
                new byte[0],
                "key",
                Priority.NORMAL,
                null,
                null);
    }

    private static Owner other() {
        return new Owner(TenantId.DEFAULT, new ProjectId("app_other"));
    }

    private static EndpointSettings settings(String uid, String... types) {
        return new EndpointSettings(
                uid,
                new EndpointUrl("https://example.com/" + uid),
                "",
                List.of(types).stream().map(TypePattern::of).toList(),
                List.of(),
                false,
                Map.of(),
                null,
                Map.of());
    }
}
