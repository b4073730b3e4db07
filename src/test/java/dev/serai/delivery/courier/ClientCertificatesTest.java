package dev.serai.delivery.courier;

import static dev.serai.testing.ScriptedReceiver.answers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.signing.Secret;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.secret.ClientIdentity;
import dev.serai.subscription.secret.Credentials;
import dev.serai.testing.Samples;
import dev.serai.testing.ScriptedReceiver;
import dev.serai.testing.TestTls;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Receivers that ask who it is that connects to them. */
final class ClientCertificatesTest {

    private static Couriers couriers;
    private static ScriptedReceiver receiver;

    @BeforeAll
    static void open() throws IOException {
        couriers =
                TestCouriers.to(
                        List.of("127.0.0.0/8"),
                        Duration.ofSeconds(30),
                        List.of(TestTls.authority()),
                        InstantSource.system());
        receiver =
                ScriptedReceiver.secured(
                        TestTls.server("server"),
                        true,
                        (request, reply) ->
                                answers(200, Map.of(), reply.client()).play(request, reply));
    }

    @AfterAll
    static void close() throws IOException {
        couriers.close();
        receiver.close();
    }

    @Test
    void eachEndpointShowsItsOwnOnConnectionsOfItsOwn() {
        for (int i = 0; i < 3; i++) {
            assertThat(shown("client")).isEqualTo("CN=Hub");
            assertThat(shown("client-other")).isEqualTo("CN=Other hub");
        }
    }

    @Test
    void oneWithoutIsToldToHaveOne() {
        assertThat(failure(null).answer().start())
                .contains("the receiver asks for a client certificate, and the endpoint has none");
    }

    @Test
    void oneThatIsNotBelievedIsAFailureAndTheNextWithAnotherWorks() {
        for (String wrong : List.of("client-self-signed", "client-expired")) {
            assertThat(failure(TestTls.identity(wrong)).answer().start())
                    .contains("the receiver does not accept the endpoint's client certificate");
        }
        assertThat(shown("client")).isEqualTo("CN=Hub");
    }

    @Test
    void oneThatCannotBeReadHarmsItsOwnEndpointOnly() {
        ClientIdentity broken = new ClientIdentity(Secret.of("-----BEGIN CERTIFICATE-----"));
        assertThat(failure(broken).answer().start())
                .startsWith("not sent: the endpoint's client certificate");
        assertThat(shown("client")).isEqualTo("CN=Hub");
    }

    private static String shown(String name) {
        Outcome outcome = deliver(TestTls.identity(name));
        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        return ((Outcome.Delivered) outcome).answer().start();
    }

    private static Outcome.Failed failure(@Nullable ClientIdentity identity) {
        return (Outcome.Failed) deliver(identity);
    }

    private static Outcome deliver(@Nullable ClientIdentity identity) {
        Endpoint endpoint = Samples.endpoint(Samples.settings(receiver.url()));
        return couriers.deliver(
                new Delivery(
                        Samples.entry(Samples.event("a.b", "{}")),
                        Samples.with(endpoint, new Credentials(null, identity))));
    }
}
