package dev.serai.route.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.event.EventId;
import dev.serai.parked.ParkedEvent;
import dev.serai.parked.ParkedEvents;
import dev.serai.parked.Replayer;
import dev.serai.route.Doors;
import dev.serai.route.Sender;
import dev.serai.route.TestHub;
import dev.serai.route.deploy.Routes;
import dev.serai.tenant.TenantId;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A webhook that brings several events: each is one, and all are durable before the answer. */
class SeveralEventsTest {

    private static final String EACH =
            "[.[] | {type: (\"shop.\" + .kind), subject: .key, originid: .id, data: .}]";
    private static final Pattern RECEIPT =
            Pattern.compile("\\{\"id\":\"(msg_\\w{27})\",\"duplicate\":(true|false)}");

    @TempDir private Path folder;
    private TestHub hub;
    private Sender sender;

    @BeforeEach
    void start() {
        route("byBody", EACH);
        route("byId", EACH, "dedupe: originid");
        route("byHeader", EACH, "dedupe: 'header:X-Id,body'");
        start(TestHub.start(folder));
    }

    private void start(TestHub started) {
        hub = started;
        sender = new Sender(hub);
        assertThat(hub.bean(Routes.class).status())
                .allSatisfy(status -> assertThat(status.started()).as(status.toString()).isTrue());
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void makesEachOfThemAnEventWithItsOwnData() {
        HttpResponse<String> answer =
                send(
                        "/in/by-body",
                        "[{\"kind\":\"paid\",\"key\":\"k1\",\"n\":2.50,\"m\":90071992547409931.070},{\"kind\":\"sent\"}]");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"events\":[{\"id\":\"msg_").endsWith("]}");
        assertThat(receipts(answer)).extracting(Receipt::duplicate).containsExactly(false, false);
        assertThat(
                        hub.jdbc()
                                .sql(
                                        """
                                        select id, type, coalesce(subject, '-') as subject,
                                            convert_from(data, 'UTF8') as data, data_content_type
                                        from serai.event order by type
                                        """)
                                .query()
                                .listOfRows())
                .extracting(row -> row.values().stream().map(Object::toString).toList())
                .containsExactly(
                        List.of(
                                receipts(answer).getFirst().id(),
                                "shop.paid",
                                "k1",
                                "{\"kind\":\"paid\",\"key\":\"k1\",\"n\":2.50,\"m\":90071992547409931.070}",
                                "application/json"),
                        List.of(
                                receipts(answer).getLast().id(),
                                "shop.sent",
                                "-",
                                "{\"kind\":\"sent\"}",
                                "application/json"));
    }

    @Test
    void keepsTheRequestOnce() {
        String body = items(3, 0);
        send("/in/by-body", body);
        assertThat(count("serai.request")).isEqualTo(1);
        assertThat(
                        hub.jdbc()
                                .sql(
                                        """
                                        select count(*) from serai.event e join serai.request r
                                        on r.id = e.raw_id
                                        where r.body = ? and e.raw_body is null
                                          and r.path = '/in/by-body' and r.headers like '%x-signature%'
                                        """)
                                .param(body.getBytes(StandardCharsets.UTF_8))
                                .query(Long.class)
                                .single())
                .isEqualTo(3);
    }

    @Test
    void keepsTheRequestBesideTheEventWhenItIsTheOnlyOne() {
        send("/in/by-body", items(1, 0));
        assertThat(count("serai.request")).isZero();
        assertThat(count("serai.event where raw_method = 'POST' and raw_body is not null"))
                .isEqualTo(1);
    }

    @Test
    void knowsACopyOfTheWholeWebhookItemByItem() {
        for (String path : List.of("/in/by-body", "/in/by-id", "/in/by-header")) {
            List<Receipt> first = receipts(send(path, items(3, 0)));
            List<Receipt> again = receipts(send(path, items(3, 0)));
            assertThat(first).extracting(Receipt::duplicate).containsOnly(false);
            assertThat(again).extracting(Receipt::duplicate).containsOnly(true);
            assertThat(again).extracting(Receipt::id).isEqualTo(ids(first));
        }
        assertThat(count("serai.event")).isEqualTo(9);
    }

    @Test
    void knowsAnItemByItsOwnIdInAnotherWebhook() {
        List<Receipt> first = receipts(send("/in/by-id", items(3, 0)));
        List<Receipt> overlap = receipts(send("/in/by-id", items(3, 2)));
        assertThat(overlap).extracting(Receipt::duplicate).containsExactly(true, false, false);
        assertThat(overlap.getFirst().id()).isEqualTo(first.getLast().id());
        assertThat(count("serai.event")).isEqualTo(5);
        // Each event that is new refers to the webhook that it came in by.
        assertThat(
                        hub.jdbc()
                                .sql(
                                        """
                                        select count(*) from serai.event e join serai.request r
                                        on r.id = e.raw_id and position(e.data in r.body) > 0
                                        """)
                                .query(Long.class)
                                .single())
                .isEqualTo(5);
    }

    @Test
    void takesItemsThatAreAlikeForDifferentOnesUnlessTheyHaveIds() {
        String alike = "[{\"kind\":\"tick\",\"id\":\"1\"},{\"kind\":\"tick\",\"id\":\"1\"}]";
        assertThat(receipts(send("/in/by-body", alike)))
                .extracting(Receipt::duplicate)
                .containsExactly(false, false);
        assertThat(receipts(send("/in/by-id", alike)))
                .extracting(Receipt::duplicate)
                .containsExactly(false, true);
    }

    @Test
    void makesNoDoublesAndLosesNoneWhenItComesAgainAfterAHalf() {
        send("/in/by-body", items(6, 0));
        // As after a crash between the transactions that items are spread over.
        hub.jdbc()
                .sql(
                        "delete from serai.dedupe where event_id in (select id from serai.event"
                                + " where subject in ('k1', 'k4'))")
                .update();
        hub.jdbc().sql("delete from serai.event where subject in ('k1', 'k4')").update();
        assertThat(receipts(send("/in/by-body", items(6, 0))))
                .extracting(Receipt::duplicate)
                .containsExactly(true, false, true, true, false, true);
        assertThat(
                        hub.jdbc()
                                .sql("select subject from serai.event order by subject")
                                .query(String.class)
                                .list())
                .containsExactly("k0", "k1", "k2", "k3", "k4", "k5");
    }

    @Test
    void tellsTheSenderToComeAgainUntilAllAreDurable() {
        hub.cutDatabase();
        assertThat(send("/in/by-body", items(20, 0)).statusCode()).isEqualTo(503);
        hub.mendDatabase();
        await().until(() -> send("/in/by-body", items(20, 0)).statusCode() == 200);
        await().ignoreExceptions().until(() -> count("serai.event") == 20);
    }

    @Test
    void acceptsAWebhookWithoutEventsAndAppendsNothing() {
        HttpResponse<String> answer = send("/in/by-body", "[]");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"events\":[]}");
        assertThat(count("serai.event") + count("serai.unmapped") + count("serai.dedupe")).isZero();
    }

    @Test
    void keepsTheWholeWebhookWhenOneItemIsNoEvent() {
        for (String bad :
                List.of("{\"kind\":\"no type\"}", "{\"kind\":\"\\u0000\"}", "{\"kind\":1}")) {
            HttpResponse<String> answer =
                    send("/in/by-body", "[{\"kind\":\"good\"}," + bad + ",{\"kind\":\"good\"}]");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
        assertThat(count("serai.event")).isZero();
        assertThat(count("serai.unmapped")).isEqualTo(3);
        assertThat(hub.jdbc().sql("select detail from serai.parked").query(String.class).list())
                .anyMatch(detail -> detail.startsWith("item 1: type "));
    }

    @Test
    void keepsAWebhookOfTooManyItems() {
        send("/in/by-body", items(1_001, 0));
        assertThat(hub.jdbc().sql("select detail from serai.parked").query(String.class).list())
                .containsExactly("the mapping gave 1001 events; at most 1000");
        assertThat(receipts(send("/in/by-body", items(1_000, 0)))).hasSize(1_000);
    }

    @Test
    void replaysOneThatCouldNotBeMapped() {
        String body = "[{\"kind\":\"a b\",\"key\":\"k\"},{\"kind\":\"c d\",\"key\":\"k\"}]";
        EventId promised = new EventId(receipts(send("/in/by-body", body)).getFirst().id());
        mend();
        // The sender comes again before it is replayed: the first has an id that was promised.
        assertThat(receipts(send("/in/by-body", body)))
                .extracting(Receipt::duplicate)
                .containsExactly(true, false);
        replay(promised);
        assertThat(
                        hub.jdbc()
                                .sql("select type from serai.event order by type")
                                .query(String.class)
                                .list())
                .containsExactly("shop.a-b", "shop.c-d");
        assertThat(count("serai.event where id = '" + promised + "'")).isEqualTo(1);
        assertThat(count("serai.unmapped") + count("serai.parked")).isZero();
    }

    @Test
    void finishesAReplayThatBrokeOffHalfWay() {
        String body = "[{\"kind\":\"a b\"},{\"kind\":\"c d\"},{\"kind\":\"e f\"}]";
        EventId promised = new EventId(receipts(send("/in/by-body", body)).getFirst().id());
        mend();
        ParkedEvent parked = parked(promised);
        hub.jdbc().sql("create table kept as select * from serai.unmapped").update();
        replay(promised);
        hub.jdbc().sql("insert into serai.unmapped select * from kept").update();
        hub.jdbc()
                .sql(
                        "delete from serai.dedupe where event_id in (select id from serai.event"
                                + " where type = 'shop.c-d')")
                .update();
        hub.jdbc().sql("delete from serai.event where type = 'shop.c-d'").update();
        hub.bean(Replayer.class).replay(parked);
        assertThat(
                        hub.jdbc()
                                .sql("select type from serai.event order by type")
                                .query(String.class)
                                .list())
                .containsExactly("shop.a-b", "shop.c-d", "shop.e-f");
        assertThat(count("serai.unmapped")).isZero();
    }

    private void mend() {
        route("byBody", EACH.replace(".kind", "(.kind | gsub(\" \"; \"-\"))"));
        start(hub.startAgain(folder));
    }

    private void replay(EventId promised) {
        hub.bean(Replayer.class).replay(parked(promised));
    }

    private ParkedEvent parked(EventId id) {
        return hub.bean(ParkedEvents.class).findByEvent(TenantId.DEFAULT, id).getFirst();
    }

    private void route(String name, String mapping, String... parameters) {
        String source = name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
        Doors.source(
                folder,
                source,
                Doors.verify(source, parameters),
                Doors.map(mapping),
                "to: ingress:append");
    }

    private HttpResponse<String> send(String path, String body) {
        return Doors.send(sender, path, body);
    }

    private static String items(int count, int from) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> "{\"kind\":\"made\",\"key\":\"k" + i + "\",\"id\":\"" + i + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private record Receipt(String id, boolean duplicate) {}

    private static List<Receipt> receipts(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return RECEIPT.matcher(answer.body())
                .results()
                .map(found -> new Receipt(found.group(1), Boolean.parseBoolean(found.group(2))))
                .toList();
    }

    private static List<String> ids(List<Receipt> receipts) {
        return receipts.stream().map(Receipt::id).toList();
    }

    private long count(String table) {
        return hub.jdbc().sql("select count(*) from " + table).query(Long.class).single();
    }
}
