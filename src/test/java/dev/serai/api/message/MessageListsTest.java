package dev.serai.api.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.endpoint.OutboundApi;
import dev.serai.api.endpoint.OutboundApi.Answer;
import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists of messages, page by page. */
final class MessageListsTest {

    private static final String TYPED =
            "{\"eventType\": \"%s\", \"payload\": {}, \"channels\": [\"%s\"], \"tags\": [\"%s\"]}";
    private static OutboundApi api;

    @BeforeAll
    static void start() {
        api = new OutboundApi(Duration.ofHours(1));
        app("filters");
        send("filters", TYPED.formatted("order.paid", "red", "vip"));
        send("filters", TYPED.formatted("order.sent", "red", "new"));
        send("filters", TYPED.formatted("user.made", "blue", "vip"));
        app("other");
        send("other", TYPED.formatted("order.paid", "red", "vip"));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static void app(String uid) {
        api.send("PUT", "/api/v1/app/" + uid, "{\"name\": \"App\"}");
    }

    private static String send(String app, String message) {
        Answer answer = api.post("/api/v1/app/" + app + "/msg", message);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.text("id");
    }

    private static String send(String app) {
        return send(app, "{\"eventType\": \"a\", \"payload\": {}}");
    }

    @Test
    void areCompleteAndStableWhileMessagesComeIn() {
        app("busy");
        List<String> before = IntStream.range(0, 60).mapToObj(i -> send("busy")).toList();
        Queue<String> meanwhile = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Void>> writers =
                IntStream.range(0, 3)
                        .mapToObj(i -> CompletableFuture.runAsync(() -> write(meanwhile, over)))
                        .toList();
        JsonNode first = page("busy", "?limit=7");
        List<String> older = ids(first);
        String iterator = first.path("iterator").asText();
        for (boolean done = false; !done; ) {
            JsonNode next = page("busy", "?limit=7&iterator=" + iterator);
            done = next.path("done").asBoolean();
            older.addAll(ids(next));
            iterator = next.path("iterator").asText(iterator);
        }
        assertThat(older).doesNotHaveDuplicates().containsAll(before);
        assertThat(older).isSortedAccordingTo(Comparator.reverseOrder());
        List<String> newer = new ArrayList<>();
        String back = first.path("prevIterator").asText();
        for (int i = 0; i < 20; i++) {
            back = newer(back, newer);
        }
        over.set(true);
        writers.forEach(CompletableFuture::join);
        List<String> expected = new ArrayList<>(meanwhile);
        expected.removeIf(id -> id.compareTo(older.getFirst()) <= 0);
        String[] place = {back};
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            place[0] = newer(place[0], newer);
                            return newer.size() >= expected.size();
                        });
        assertThat(newer).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
    }

    private static void write(Queue<String> meanwhile, AtomicBoolean over) {
        while (!over.get()) {
            meanwhile.add(send("busy"));
        }
    }

    private static String newer(String iterator, List<String> into) {
        JsonNode page = page("busy", "?limit=50&iterator=" + iterator);
        into.addAll(ids(page));
        return page.path("prevIterator").asText();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "1",
                "-",
                "--msg_3MPXGucXwTrhv92dWvd2bb3PX4T",
                "msg_",
                "null",
                "ep_3MPXGucXwTrhv92dWvd2bb3PX4T",
                "%00",
                "%27"
            })
    void refuseAnIteratorThatIsNotTheirs(String iterator) {
        for (String list : List.of("msg", "endpoint", "attempt/msg/none")) {
            Answer answer = api.get("/api/v1/app/filters/" + list + "?iterator=" + iterator);
            if (!(list.equals("endpoint") && iterator.startsWith("ep_"))) {
                assertThat(answer.status()).as(list).isIn(400, 404);
            }
        }
        assertThat(api.get("/api/v1/background-task?iterator=" + iterator).status()).isEqualTo(400);
    }

    @Test
    void findAnAppsMessagesHoweverBusyOthersAre() {
        app("quiet");
        List<String> mine = IntStream.range(0, 3).mapToObj(i -> send("quiet")).toList();
        JdbcClient jdbc = api.server().bean(JdbcClient.class);
        jdbc.sql(
                        """
                        insert into serai.event (shard, pos, appended_at, id, tenant, project, type,
                            source, time, data_content_type, data, partition_key, priority)
                        select 0, -i, now(), 'msg_z' || lpad(i::text, 26, '0'), 'default', 'app_b',
                            'a', '/', now(), 'application/json', '{}', '', 1
                        from generate_series(1, 60000) i
                        """)
                .update();
        JsonNode page = page("quiet", "");
        assertThat(ids(page)).containsExactlyElementsOf(mine.reversed());
        assertThat(page.path("done").asBoolean()).isTrue();
        assertThat(ids(page("quiet", "?event_types=a,b"))).hasSize(3);
        Owner busy = new Owner(TenantId.DEFAULT, new ProjectId("app_b"));
        MessageFilter all = new MessageFilter(busy, List.of(), null, null, null, null);
        List<String> plan =
                jdbc.sql("explain " + Walk.of(all, null, true, 50).sql())
                        .param("tenant", "default")
                        .param("project", "app_b")
                        .param("after", OffsetDateTime.parse("2020-01-01T00:00:00Z"))
                        .param("before", OffsetDateTime.parse("2999-01-01T00:00:00Z"))
                        .query(String.class)
                        .list();
        assertThat(plan).anyMatch(line -> line.contains("_project_id_idx"));
    }

    @Test
    void goOnFromAnIteratorWhoseMessageIsAnotherAppsOrNobodys() {
        String nobodys = "msg_" + "z".repeat(27);
        assertThat(ids(page("filters", "?iterator=" + nobodys))).hasSize(3);
        JsonNode end = page("filters", "?iterator=msg_" + "0".repeat(27));
        assertThat(end.path("data")).isEmpty();
        assertThat(end.path("done").asBoolean()).isTrue();
        assertThat(end.has("iterator")).isTrue();
        assertThat(end.path("iterator").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                                    3",
        "?event_types=order.paid,                               1",
        "'?event_types=order.paid,user.made',                   2",
        "?event_types=order.paid&event_types=user.made,         2",
        "?event_types[]=order.paid&event_types[]=order.sent,    2",
        "?event_types[0]=order.paid&event_types[1]=order.sent,  2",
        "?event_types=order.*,                                  2",
        "?channel=red,                                          2",
        "?tag=vip,                                              2",
        "?tag=vip&channel=red,                                  1",
        "?after=2020-01-01T00:00:00Z,                           3",
        "?after=2999-01-01T00:00:00Z,                           0",
        "?before=2999-01-01T00:00:00%2B01:00,                   3",
        "?before=2020-01-01T00:00:00Z,                          0",
        "?with_content=false&limit=250,                         3",
        "?iterator=,                                            3",
    })
    void chooseByFilters(String query, int count) {
        assertThat(ids(page("filters", query.replace("[", "%5B").replace("]", "%5D"))))
                .hasSize(count);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=-1",
                "limit=251",
                "limit=1e1",
                "limit=99999999999",
                "limit=1&limit=2",
                "event_types=a..b",
                "after=yesterday",
                "before=2026-13-01T00:00:00Z",
                "with_content=yes",
                "status=9",
                "order=ascending",
                "channel=a&channel=b",
                "event_type=order.paid"
            })
    void nameTheParameterThatIsWrong(String query) {
        Answer answer = api.get("/api/v1/app/filters/msg?" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("errors").path(0).path("pointer").asText())
                .isEqualTo(query.substring(0, query.indexOf('=')));
    }

    private static JsonNode page(String app, String query) {
        Answer answer = api.get("/api/v1/app/" + app + "/msg" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("data").forEach(message -> ids.add(message.path("id").asText()));
        return ids;
    }
}
