package dev.serai.route.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.route.Sender;
import dev.serai.route.TestHub;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of Razorpay's payloads, the odd ones of its own documents included. */
class RazorpayTest {

    private static final Instant AT = Instant.ofEpochSecond(1_735_689_605);

    private static TestHub hub;
    private static Sender sender;

    @BeforeAll
    static void start(@TempDir Path folder) {
        hub = TestHub.start(TestHub.shippedRoutes(folder));
        sender = new Sender(hub);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void clear() {
        hub.jdbc().sql("truncate serai.event, serai.dedupe, serai.unmapped, serai.parked").update();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("payloads")
    void maps(String type, String subject, String key, Instant time, String body) {
        assertThat(send(body).statusCode()).isEqualTo(200);
        Map<String, Object> event = hub.jdbc().sql("select * from serai.event").query().singleRow();
        assertThat(event)
                .containsEntry("type", type)
                .containsEntry("subject", subject)
                .containsEntry("partition_key", key)
                .containsEntry("data_content_type", "application/json");
        assertThat(event.get("data")).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
        assertThat(((Timestamp) event.get("time")).toInstant()).isEqualTo(time);
    }

    static Stream<Arguments> payloads() {
        return Stream.of(
                payload(
                        "payment.captured",
                        "pay_1",
                        "order_1",
                        "['payment']",
                        "'payment':{'entity':{'id':'pay_1','order_id':'order_1','captured':true,"
                                + "'notes':[]}}"),
                payload(
                        "payment.captured",
                        "pay_1",
                        "pay_1",
                        "['payment']",
                        "'payment':{'entity':{'id':'pay_1','order_id':null,'captured':'1',"
                                + "'notes':{'a':'b'}}}"),
                payload(
                        "order.paid",
                        "order_1",
                        "order_1",
                        "['payment','order']",
                        "'payment':{'entity':{'id':'pay_1','order_id':'order_1'}},"
                                + "'order':{'entity':{'id':'order_1'}}"),
                payload(
                        "refund.processed",
                        "rfnd_1",
                        "order_1",
                        "['refund','payment']",
                        "'refund':{'entity':{'id':'rfnd_1','payment_id':'pay_1'}},"
                                + "'payment':{'entity':{'id':'pay_1','order_id':'order_1'}}"),
                payload(
                        "refund.failed",
                        "rfnd_1",
                        "pay_1",
                        "['refund']",
                        "'refund':{'entity':{'id':'rfnd_1','payment_id':'pay_1'}}"),
                payload(
                        "payment.dispute.created",
                        "disp_1",
                        "order_1",
                        "['payment','dispute']",
                        "'payment':{'entity':{'id':'pay_1','order_id':'order_1'}},"
                                + "'dispute':{'entity':{'id':'disp_1','payment_id':'pay_1'}}"),
                payload(
                        "payment.downtime.started",
                        "down_1",
                        "down_1",
                        "['payment.downtime']",
                        "'payment.downtime':{'entity':{'id':'down_1'}}"),
                payload(
                        "fund_account.validation.completed",
                        "fav_1",
                        "fav_1",
                        "['fund_account.validation']",
                        "'fund_account.validation':{'entity':{'id':'fav_1'}}"),
                payload(
                        "subscription.charged",
                        "sub_1",
                        "sub_1",
                        "['subscription','payment']",
                        "'subscription':{'entity':{'id':'sub_1'}},"
                                + "'payment':{'entity':{'id':'pay_1','order_id':'order_9'}}"),
                payload(
                        "subscription.halted",
                        "sub_1",
                        "sub_1",
                        "['subscription']",
                        "'subscription':{'entity':{'id':'sub_1'}}"),
                payload(
                        "product.route.activated",
                        "acc_prd_1",
                        "acc_prd_1",
                        "['merchant_product']",
                        "'merchant_product':{'entity':{'id':'acc_prd_1'},'data':{}}"),
                payload(
                        "invoice.expired",
                        "inv_1",
                        "order_1",
                        "['invoice']",
                        "'invoice':{'entity':{'id':'inv_1','order_id':'order_1'}}"),
                payload(
                        "settlement.processed",
                        "setl_1",
                        "setl_1",
                        "['settlement']",
                        "'settlement':{'entity':{'id':'setl_1'}}"),
                payload(
                        "payment_link.paid",
                        "plink_1",
                        "plink_1",
                        "['payment_link','order','payment']",
                        "'payment_link':{'entity':{'id':'plink_1','order_id':'BAREID'}},"
                                + "'order':{'entity':{'id':'order_1'}}"),
                // The time within the payload, and an entity that contains does not name.
                Arguments.of(
                        "razorpay.subscription.activated",
                        "sub_1",
                        "sub_1",
                        AT.plusSeconds(1),
                        json(
                                "{'event':'subscription.activated','contains':['subscription'],"
                                        + "'payload':{'subscription':{'entity':{'id':'sub_1'}},"
                                        + "'payment':{'entity':{'id':'pay_1'}},"
                                        + "'created_at':1735689606}}")),
                // The event's name in another case, the keys in another order, space around.
                Arguments.of(
                        "razorpay.payment.failed",
                        "pay_1",
                        "order_1",
                        AT,
                        json(
                                " {'created_at':1735689605,'payload':{'payment':{'entity':"
                                        + "{'order_id':'order_1','id':'pay_1'}}},"
                                        + "'event':'Payment.Failed'} \n")));
    }

    private static Arguments payload(
            String event, String subject, String key, String contains, String payload) {
        return Arguments.of(
                "razorpay." + event,
                subject,
                key,
                AT,
                json(
                        "{'entity':'event','account_id':'acc_1','event':'"
                                + event
                                + "','contains':"
                                + contains
                                + ",'payload':{"
                                + payload
                                + "},'created_at':1735689605}"));
    }

    /** Razorpay's events by what they are about. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "payment             | payment             | authorized captured failed",
                "payment.dispute     | dispute             | created won lost closed under_review"
                        + " action_required",
                "payment.downtime    | payment.downtime    | started updated resolved",
                "order               | order               | paid notification.delivered"
                        + " notification.failed",
                "refund              | refund              | created processed failed speed_changed",
                "invoice             | invoice             | paid partially_paid expired",
                "payment_link        | payment_link        | paid partially_paid expired cancelled",
                "subscription        | subscription        | authenticated activated charged"
                        + " completed updated pending halted cancelled paused resumed",
                "settlement          | settlement          | processed",
                "transfer            | transfer            | processed failed",
                "qr_code             | qr_code             | created credited closed",
                "virtual_account     | virtual_account     | created credited closed",
                "payout              | payout              | pending rejected queued initiated"
                        + " processed updated reversed failed",
                "payout.downtime     | payout.downtime     | started resolved",
                "payout_link         | payout_link         | issued pending processing processed"
                        + " attempted cancelled rejected expired",
                "fund_account        | fund_account.validation | validation.completed"
                        + " validation.failed",
                "transaction         | transaction         | created updated",
                "account             | account             | under_review needs_clarification"
                        + " activated rejected updated suspended funds_hold funds_unhold"
                        + " international_enabled international_disabled instantly_activated"
                        + " app.authorization_revoked",
                "product             | merchant_product    | route.under_review route.activated"
                        + " route.needs_clarification route.rejected payment_gateway.activated"
                        + " payment_links.activated"
            })
    void knowsWhatEachEventIsAbout(String start, String entity, String ends) {
        for (String end : ends.split(" ")) {
            String event = start + "." + end;
            String id = event.replace('.', '_') + "_1";
            send(
                    json(
                            "{'entity':'event','event':'%s','contains':['%s'],'payload':{'%s':"
                                            .formatted(event, entity, entity)
                                    + "{'entity':{'id':'%s'}}},'created_at':1735689605}"
                                            .formatted(id)));
            assertThat(
                            hub.jdbc()
                                    .sql("select type from serai.event where subject = ?")
                                    .param(id)
                                    .query(String.class)
                                    .list())
                    .containsExactly("razorpay." + event);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "payment.captured, payment, 1",
        "order.paid, order, 1",
        "refund.processed, refund, 1",
        "settlement.processed, settlement, 1",
        "payment.dispute.created, dispute, 2",
        "refund.speed_changed, refund, 2",
        "subscription.charged, subscription, 2",
        // Named after something that is not there: what it is about is a guess.
        "payment.captured, order, 2"
    })
    void takesWhatHappensOnceForOneUnderAnyId(String event, String entity, int events) {
        for (int amount = 0; amount < 2; amount++) {
            send(
                    json(
                            "{'event':'%s','payload':{'%s':{'entity':{'id':'x_1','amount':%d}}}}"
                                    .formatted(event, entity, amount)));
        }
        assertThat(hub.jdbc().sql("select count(*) from serai.event").query(Integer.class).single())
                .isEqualTo(events);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'event':'payout.downtime.resolved','payload':{'payout.downtime':{'entity':{"
                        + "'id':'down_1'}}}}",
                "{'event':'some.thing'}",
                "{'event':'some.thing','payload':[],'contains':'x','created_at':'soon'}",
                "{'event':'some.thing','payload':{'some':7,'thing':{'entity':[]},'x':{}}}"
            })
    void takesTheTimeItCameWhenThereIsNone(String body) {
        Instant before = Instant.now();
        assertThat(send(json(body)).statusCode()).isEqualTo(200);
        Timestamp time =
                hub.jdbc().sql("select time from serai.event").query(Timestamp.class).single();
        assertThat(time.toInstant()).isBetween(before.minusSeconds(1), Instant.now());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'event':'a.b'}]   | no JSON object",
                "7                   | no JSON object",
                "{'type':'a.b'}      | names no event",
                "{'event':7}         | names no event",
                "{'event':'a b'}     | type is at most",
                "{'event':'a..b'}    | type is at most",
                "{'event':           | UTF-8: line 1",
                "plain text          | UTF-8: line 1"
            })
    void parksWhatItCannotMap(String body, String detail) {
        HttpResponse<String> answer = send(json(body));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(hub.jdbc().sql("select detail from serai.parked").query(String.class).single())
                .contains(detail);
    }

    private static HttpResponse<String> send(String body) {
        return sender.send(sender.razorpay(body, ""));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
