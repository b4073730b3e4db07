package dev.serai.route.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.ingress.Ingress;
import dev.serai.ingress.source.LearnedSecrets;
import dev.serai.route.Doors;
import dev.serai.route.Sender;
import dev.serai.route.TestHub;
import dev.serai.route.deploy.Routes;
import dev.serai.route.deploy.RoutesInUse;
import dev.serai.route.door.RunningSources;
import dev.serai.route.edit.FollowFiles;
import dev.serai.signing.Secret;
import dev.serai.signing.keys.Documents;
import dev.serai.tenant.TenantId;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers that give the secret in the handshake, or want to be called back by it. */
class LearnedSecretTest {

    private static final String WEBHOOK = "{\"kind\":\"added\"}";

    @TempDir private Path folder;
    private final List<String> visited = new CopyOnWriteArrayList<>();
    private TestHub hub;
    private Sender sender;

    @BeforeEach
    void start() {
        source("tasks", "asana");
        source("pages", "notion");
        Doors.source(
                folder,
                "topics",
                Doors.verify("topics"),
                "process: {ref: subscribe}",
                Doors.map("{type: .Type}"),
                "to: ingress:append");
        hub = TestHub.start(folder, "serai.routes.allowed-beans=subscribe");
        subscribe("");
    }

    private void source(String name, String as) {
        Doors.source(
                folder,
                name,
                Doors.step("handshake", "as: " + as),
                Doors.step(
                        "verify",
                        "source: " + name,
                        "learns: true",
                        "signature: header:X-Signature"),
                Doors.map("{type: .kind}"),
                "to: ingress:append");
    }

    /** The step in question with a network that answers, or fails with some words. */
    private void subscribe(String failure) {
        sender = new Sender(hub);
        Documents network =
                (wanted, ageMax) -> {
                    visited.add(wanted.uri().toString());
                    if (!failure.isEmpty()) {
                        throw new Documents.Unavailable(failure);
                    }
                    return new byte[0];
                };
        Map<String, Object> options = new HashMap<>(Map.of("as", "aws-sns"));
        hub.bean(CamelContext.class)
                .getRegistry()
                .bind(
                        "subscribe",
                        Processor.class,
                        new HandshakeStep(
                                Handshake.of(new StepOptions(options)),
                                hub.bean(Ingress.class),
                                hub.bean(RunningSources.class),
                                network));
        // A file that never started is tried as a file, one that did before as what is stored.
        hub.bean(FollowFiles.class).tryAgain();
        hub.bean(RoutesInUse.class).tryAgain();
        assertThat(hub.bean(Routes.class).status())
                .allSatisfy(status -> assertThat(status.started()).as(status.toString()).isTrue());
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void learnsTheSecretEchoesItAndVerifiesByItFromThenOn() {
        assertThat(webhook("tasks", "learned").statusCode()).isEqualTo(401);
        HttpResponse<String> answer = hook("learned");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Hook-Secret")).hasValue("learned");
        await().until(() -> webhook("tasks", "learned").statusCode() == 200);
        assertThat(webhook("tasks", "other").statusCode()).isEqualTo(401);

        hub = hub.startAgain(folder, "serai.routes.allowed-beans=subscribe");
        subscribe("");
        await().until(() -> webhook("tasks", "learned").statusCode() == 200);
        assertThat(count("serai.event")).isEqualTo(1);
    }

    @Test
    void learnsNoSecondSecret() {
        assertThat(hook("first").statusCode()).isEqualTo(200);
        HttpResponse<String> answer = hook("second");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("has learned another secret").doesNotContain("first");
        assertThat(answer.headers().map()).doesNotContainKey("x-hook-secret");
        assertThat(hook("first").statusCode()).isEqualTo(200);
        assertThat(webhook("tasks", "second").statusCode()).isEqualTo(401);
        // A secret that comes with a webhook is none: it is signed, or it is refused.
        assertThat(
                        sender.send(
                                        sender.to("/in/tasks")
                                                .header("X-Hook-Secret", "third")
                                                .header("X-Signature", "00")
                                                .POST(BodyPublishers.ofString(WEBHOOK)))
                                .statusCode())
                .isEqualTo(401);
    }

    @Test
    void learnsAnotherSecretWhenTheFirstIsForgotten() {
        assertThat(hook("first").statusCode()).isEqualTo(200);
        LearnedSecrets learned = hub.bean(LearnedSecrets.class);
        assertThat(learned.about(TenantId.DEFAULT, "tasks").orElseThrow().secret())
                .isEqualTo(Secret.of("first"));
        assertThat(learned.forget(TenantId.DEFAULT, "tasks")).isTrue();
        assertThat(learned.forget(TenantId.DEFAULT, "tasks")).isFalse();
        assertThat(hook("second").statusCode()).isEqualTo(200);
        await().until(() -> webhook("tasks", "second").statusCode() == 200);
        assertThat(webhook("tasks", "first").statusCode()).isEqualTo(401);
    }

    @Test
    void keepsTheSecretSealedAndOpensOneThatWasPlain() {
        String key = "serai.master-key=" + Base64.getEncoder().encodeToString(new byte[32]);
        hub = hub.startAgain(folder, "serai.routes.allowed-beans=subscribe", key);
        subscribe("");
        assertThat(hook("learned").statusCode()).isEqualTo(200);
        assertThat(column()).startsWith("sealed:").doesNotContain("learned");
        hub.jdbc().sql("update serai.source_secret set secret = 'plainly'").update();
        await().until(() -> webhook("tasks", "plainly").statusCode() == 200);
        assertThat(column()).isEqualTo("plainly");
        hub = hub.startAgain(folder, "serai.routes.allowed-beans=subscribe", key);
        subscribe("");
        await().until(() -> column().startsWith("sealed:"));
        assertThat(hub.bean(LearnedSecrets.class).sealAnew()).isZero();
        assertThat(hook("plainly").statusCode()).isEqualTo(200);
    }

    private String column() {
        return hub.jdbc()
                .sql("select secret from serai.source_secret where source = 'tasks'")
                .query(String.class)
                .single();
    }

    @Test
    void refusesWithoutABodyWhereItsProviderWantsThat() {
        Doors.source(
                folder,
                "silent",
                Doors.verify("silent", "refusal: empty"),
                Doors.map("{type: .kind}"),
                "to: ingress:append");
        hub = hub.startAgain(folder, "serai.routes.allowed-beans=subscribe");
        sender = new Sender(hub);
        HttpResponse<String> refused = webhook("silent", "wrong");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).isEmpty();
        assertThat(webhook("silent", Doors.SECRET).statusCode()).isEqualTo(200);
    }

    @Test
    void learnsATokenOutOfABody() {
        HttpResponse<String> answer = teach("secret_1");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        await().until(() -> webhook("pages", "secret_1").statusCode() == 200);
    }

    @Test
    void keepsNoSecretThatItRefuses() {
        for (String token : List.of("secret_1", "secret_2")) {
            teach(token);
        }
        assertThat(
                        await().until(
                                        () ->
                                                hub.jdbc()
                                                        .sql("select * from serai.rejection")
                                                        .query()
                                                        .listOfRows(),
                                        rows -> rows.size() == 1))
                .singleElement()
                .satisfies(
                        row ->
                                assertThat(row)
                                        .containsEntry("code", "handshake_refused")
                                        .containsEntry("body", new byte[0]));
    }

    @Test
    void tellsTheSenderToComeAgainWhenASecretCannotBeKept() {
        hub.cutDatabase();
        assertThat(hook("learned").statusCode()).isEqualTo(503);
        hub.mendDatabase();
        await().until(() -> hook("learned").statusCode() == 200);
    }

    @Test
    void confirmsASubscriptionAtTheProvidersOwnHostOnly() {
        String own =
                "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=2336412f";
        assertThat(confirm(own).statusCode()).isEqualTo(200);
        assertThat(visited).containsExactly(own);
        for (String foreign :
                List.of(
                        "https://sns.eu-west-1.amazonaws.com.example/?Token=1",
                        "http://sns.eu-west-1.amazonaws.com/?Token=1",
                        "https://sns.eu-west-1.amazonaws.com:8443/?Token=1",
                        "https://x@sns.eu-west-1.amazonaws.com/?Token=1",
                        "https://169.254.169.254/?Token=1")) {
            assertThat(confirm(foreign).statusCode()).as(foreign).isEqualTo(403);
        }
        assertThat(visited).hasSize(1);
        assertThat(count("serai.event")).isZero();
    }

    @Test
    void asksForTheConfirmationAgainWhenItCannotBeMadeNow() {
        hub.close();
        hub = TestHub.start(folder, "serai.routes.allowed-beans=subscribe");
        subscribe("no answer");
        HttpResponse<String> answer = confirm("https://sns.eu-west-1.amazonaws.com/?Token=1");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    private HttpResponse<String> confirm(String place) {
        return Doors.send(
                sender,
                "/in/topics",
                "{\"Type\":\"SubscriptionConfirmation\",\"SubscribeURL\":\"" + place + "\"}");
    }

    private HttpResponse<String> teach(String token) {
        String body = "{\"verification_token\":\"" + token + "\"}";
        return sender.send(sender.to("/in/pages").POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> hook(String secret) {
        return sender.send(
                sender.to("/in/tasks")
                        .header("X-Hook-Secret", secret)
                        .POST(BodyPublishers.noBody()));
    }

    private HttpResponse<String> webhook(String source, String secret) {
        byte[] body = WEBHOOK.getBytes(StandardCharsets.UTF_8);
        return sender.send(
                sender.to("/in/" + source)
                        .header("X-Signature", Sender.hmac(secret, body))
                        .POST(BodyPublishers.ofByteArray(body)));
    }

    private long count(String table) {
        return hub.jdbc().sql("select count(*) from " + table).query(Long.class).single();
    }
}
