package dev.serai.route.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.event.EventId;
import dev.serai.parked.ParkedEvents;
import dev.serai.parked.Replayer;
import dev.serai.route.Doors;
import dev.serai.route.Sender;
import dev.serai.route.TestHub;
import dev.serai.tenant.TenantId;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens once is one event, however many webhooks tell of it, and under whatever ids. */
class OnceTest {

    private static final String MAPPING =
            "{type: (\"shop.\" + .kind), subject: .order, once: (.kind != \"seen\")}";

    @TempDir private Path folder;
    private TestHub hub;
    private Sender sender;

    @BeforeEach
    void start() {
        route("one", MAPPING);
        route("many", "[.[] | " + MAPPING.replace("}", ", data: .}") + "]");
        use(TestHub.start(folder));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private void use(TestHub started) {
        hub = started;
        sender = new Sender(hub);
    }

    private void route(String source, String mapping) {
        Doors.source(
                folder,
                source,
                Doors.verify(source, "dedupe: 'body,once'"),
                Doors.map(mapping),
                "to: ingress:append");
    }

    @Test
    void isOneEventAtTheSameMoment() throws Exception {
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> sendings =
                    IntStream.range(0, 40)
                            .mapToObj(i -> (Callable<String>) () -> send("/in/one", paid(i % 4, i)))
                            .toList();
            assertThat(senders.invokeAll(sendings)).hasSize(40);
        }
        assertThat(subjects()).containsExactly("o0", "o1", "o2", "o3");
    }

    @Test
    void mayBeAnItemOfAnotherWebhook() {
        send("/in/many", "[" + paid(0, 1) + "," + paid(1, 1) + "]");
        String overlap = send("/in/many", "[" + paid(1, 2) + "," + paid(2, 2) + "]");
        assertThat(overlap).containsSubsequence("\"duplicate\":true", "\"duplicate\":false");
        String alike = send("/in/many", "[" + paid(3, 3) + "," + paid(3, 4) + "]");
        assertThat(alike).containsSubsequence("\"duplicate\":false", "\"duplicate\":true");
        assertThat(subjects()).containsExactly("o0", "o1", "o2", "o3");
    }

    @Test
    void isNotWhatMayHappenAgain() {
        send("/in/one", paid(0, 1).replace("paid", "seen"));
        send("/in/one", paid(0, 2).replace("paid", "seen"));
        send("/in/one", paid(0, 3).replace("paid", "sent"));
        send("/in/one", paid(0, 4));
        assertThat(subjects()).containsExactly("o0", "o0", "o0", "o0");
    }

    @Test
    void isOneEventWhenAWebhookThatCouldNotBeMappedIsReplayed() {
        String answer = send("/in/one", paid(0, 1).replace("paid", "paid !"));
        EventId promised = new EventId(answer.substring(7, 38));
        route("one", MAPPING.replace(".kind)", "(.kind | gsub(\" !\"; \"\")))"));
        use(hub.startAgain(folder));
        assertThat(send("/in/one", paid(0, 2))).contains("\"duplicate\":false");
        hub.bean(Replayer.class)
                .replay(
                        hub.bean(ParkedEvents.class)
                                .findByEvent(TenantId.DEFAULT, promised)
                                .getFirst());
        assertThat(subjects()).containsExactly("o0");
        assertThat(hub.jdbc().sql("select count(*) from serai.unmapped").query(Long.class).single())
                .isZero();
    }

    private String send(String path, String body) {
        var answer = Doors.send(sender, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String paid(int order, int number) {
        return "{\"kind\":\"paid\",\"order\":\"o" + order + "\",\"number\":" + number + "}";
    }

    private List<String> subjects() {
        return hub.jdbc()
                .sql("select subject from serai.event order by subject")
                .query(String.class)
                .list();
    }
}
