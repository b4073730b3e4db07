package dev.serai.delivery.connection;

import static dev.serai.testing.ScriptedReceiver.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.subscription.AllowedAddresses;
import dev.serai.subscription.AllowedUrls;
import dev.serai.subscription.EndpointUrl;
import dev.serai.testing.ScriptedReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is connected to, whatever has been let in as an endpoint: the second look at every URL. */
final class CheckedAddressesTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Where the names of these tests lead, in the order of look-ups. */
    private final Deque<List<String>> names = new ArrayDeque<>();

    private final List<String> lookUps = new ArrayList<>();
    private final List<Connections> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Connections::close);
    }

    @ParameterizedTest
    @MethodSource("dev.serai.testing.HostileUrls#all")
    void neverConnectsToOneThatWasLetInByMistake(String url) {
        Connections connections = connections(List.of(), null);
        names.add(List.of("127.0.0.1"));
        URI uri;
        try {
            assertThat(connections.refusal(new EndpointUrl(url))).isPresent();
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            return; // it cannot even be written down
        }
        assertThatThrownBy(() -> post(connections, uri.toString())).isInstanceOf(NoReply.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.0.0.1",
                "172.20.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.100.100.200",
                "168.63.129.16",
                "0.0.0.0",
                "224.0.0.1",
                "::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "2001:0:53aa:64c::1",
                "fd00:ec2::254",
                "fe80::1%1",
                "ff02::1"
            })
    void refusesANameThatLeadsInside(String address) {
        names.add(List.of(address));
        assertThatThrownBy(() -> post(connections(List.of(), null), "http://innocent.example/"))
                .hasMessageContaining("innocent.example leads to no address");
        assertThat(lookUps).hasSize(1);
    }

    @Test
    void connectsToTheAllowedOnesOfSeveralAddressesOnly() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            names.add(List.of("127.0.0.2", "10.0.0.1", "127.0.0.1"));
            Reply reply =
                    post(
                            connections(List.of("127.0.0.1/32"), null),
                            "http://several.example:" + receiver.port() + "/");
            assertThat(reply.status()).isEqualTo(200);
        }
    }

    /** The name leads elsewhere when it is asked for again: so it is not asked for again. */
    @Test
    void connectsToTheVeryAddressThatWasChecked() throws IOException {
        try (ScriptedReceiver receiver = ScriptedReceiver.playing(answers(200))) {
            Connections connections = connections(List.of("127.0.0.1/32"), null);
            names.add(List.of("127.0.0.1"));
            names.add(List.of("127.0.0.2"));
            String url = "http://rebinding.example:" + receiver.port() + "/";
            assertThat(post(connections, url).status()).isEqualTo(200);
            assertThat(lookUps).hasSize(1);
            assertThat(post(connections, url).status()).isEqualTo(200); // by the same connection
            assertThat(lookUps).hasSize(1);
            assertThatThrownBy(() -> post(connections(List.of("127.0.0.1/32"), null), url))
                    .hasMessageContaining("leads to no address");
            assertThat(receiver.received()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirectToTheInside(int status) throws IOException {
        try (ScriptedReceiver inside = ScriptedReceiver.playing(answers(200));
                ScriptedReceiver receiver =
                        ScriptedReceiver.playing(
                                answers(status, Map.of("Location", inside.url()), ""))) {
            Connections connections = connections(List.of("127.0.0.0/8"), null);
            assertThat(post(connections, receiver.url()).status()).isEqualTo(status);
            assertThat(inside.connections()).isZero();
        }
    }

    @Test
    void goesThroughAProxyWhereverThatIsButNotToANameThatLeadsInside() throws IOException {
        try (ScriptedReceiver proxy = ScriptedReceiver.playing(answers(200))) {
            Connections connections =
                    connections(List.of(), URI.create("http://localhost:" + proxy.port()));
            EndpointUrl url = new EndpointUrl("http://somewhere.example/hook");
            names.add(List.of("8.8.8.8", "10.0.0.1"));
            assertThat(connections.refusal(url)).hasValueSatisfying(why -> why.contains("leads"));
            names.add(List.of("8.8.8.8"));
            assertThat(connections.refusal(url)).isEmpty();
            assertThat(connections.refusal(url)).isEmpty(); // not known here, but there perhaps
            assertThat(connections.refusal(new EndpointUrl("http://10.0.0.1/"))).isPresent();
            assertThat(post(connections, url.value()).status()).isEqualTo(200);
            assertThat(proxy.received()).hasSize(1);
            assertThat(proxy.received().getFirst().header("host")).isEqualTo("somewhere.example");
        }
    }

    private Connections connections(List<String> allowed, @Nullable URI proxy) {
        Connections connections =
                new Connections(
                        new Reach(
                                new AllowedUrls(new AllowedAddresses(allowed)),
                                proxy,
                                new HttpTimes(LIMIT, LIMIT),
                                List.of()),
                        this::lookUp);
        opened.add(connections);
        return connections;
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        if (!host.endsWith(".example")) {
            return literal(host);
        }
        lookUps.add(host);
        if (names.isEmpty()) {
            throw new UnknownHostException(host);
        }
        List<InetAddress> found = new ArrayList<>();
        for (String address : names.remove()) {
            found.add(InetAddress.getByName(address));
        }
        return found.toArray(InetAddress[]::new);
    }

    /**
     * An address, however it is written. Those that Java reads as public ones lead nowhere here.
     */
    private static InetAddress[] literal(String host) throws UnknownHostException {
        InetAddress[] read = InetAddress.getAllByName(host);
        if (new AllowedAddresses(List.of()).permits(read[0])) {
            throw new UnknownHostException(host);
        }
        return read;
    }

    private static Reply post(Connections connections, String url) throws NoReply {
        return connections.post(new HttpPost(url), null, Deadline.in(LIMIT), 100);
    }
}
