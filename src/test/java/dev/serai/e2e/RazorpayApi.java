package dev.serai.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.testing.ScriptedReceiver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Plays Razorpay's API: lists of entities by when they were created, newest first, in pages. */
final class RazorpayApi implements AutoCloseable {

    static final String KEY = "rzp_test_Id:rzp_test_Secret";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ONE_PAYMENT = "/v1/payments/";

    private final Map<String, List<ObjectNode>> lists =
            Map.of(
                    "/v1/payments", new CopyOnWriteArrayList<>(),
                    "/v1/orders", new CopyOnWriteArrayList<>(),
                    "/v1/refunds", new CopyOnWriteArrayList<>(),
                    "/v1/settlements", new CopyOnWriteArrayList<>());

    /** What it does with the next requests in place of answering them. */
    final Queue<ScriptedReceiver.Script> faults = new ConcurrentLinkedQueue<>();

    private final ScriptedReceiver server;
    private volatile int pageSize = 100;

    RazorpayApi() throws IOException {
        server = ScriptedReceiver.playing(this::answer);
    }

    String url() {
        return server.url("");
    }

    void pageSize(int most) {
        pageSize = most;
    }

    /** Something was created. */
    ObjectNode created(String list, String id, String status, long at) {
        ObjectNode entity = JSON.createObjectNode();
        String kind = list.substring(0, list.length() - 1);
        entity.put("id", id).put("entity", kind).put("amount", 49900).put("status", status);
        entity.put("created_at", at);
        lists.get("/v1/" + list).addFirst(entity);
        return entity;
    }

    /** Of ten, one is on its way, four have failed, one was given back, and four were captured. */
    List<ObjectNode> payments(long start, int number) {
        List<ObjectNode> payments = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            String status =
                    i % 10 == 4 ? "created" : i % 3 == 0 && i % 5 != 0 ? "failed" : "captured";
            ObjectNode payment =
                    created("payments", "pay_R" + i, i % 10 == 7 ? "refunded" : status, start + i);
            payment.put("captured", status.equals("captured") || i % 10 == 7);
            payments.add(payment.put("order_id", "order_R" + i % 7));
        }
        return payments;
    }

    /** The body of a webhook about one or more entities. */
    static String webhook(String event, long at, ObjectNode... entities) {
        ObjectNode body = JSON.createObjectNode();
        body.put("entity", "event").put("account_id", "acc_SeraiTests").put("event", event);
        ArrayNode contains = body.putArray("contains");
        ObjectNode payload = body.putObject("payload");
        for (ObjectNode entity : entities) {
            contains.add(entity.get("entity").asText());
            payload.putObject(entity.get("entity").asText()).set("entity", entity);
        }
        return body.put("created_at", at).toString();
    }

    private void answer(ScriptedReceiver.Received request, ScriptedReceiver.Reply reply)
            throws IOException, InterruptedException {
        ScriptedReceiver.Script fault = faults.poll();
        if (fault != null) {
            fault.play(request, reply);
            return;
        }
        String key = Base64.getEncoder().encodeToString(KEY.getBytes(StandardCharsets.UTF_8));
        if (!("Basic " + key).equals(request.header("authorization"))) {
            reply.send(401, Map.of(), "{\"error\":{}}");
            return;
        }
        String path = request.path().replaceAll("\\?.*", "");
        JsonNode answer = path.startsWith(ONE_PAYMENT) ? payment(path) : page(request, path);
        reply.send(200, Map.of("Content-Type", "application/json"), answer.toString());
    }

    private JsonNode payment(String path) {
        return lists.get("/v1/payments").stream()
                .filter(payment -> path.endsWith("/" + payment.get("id").asText()))
                .findFirst()
                .orElseThrow();
    }

    private ObjectNode page(ScriptedReceiver.Received request, String path) {
        Map<String, String> query = StripeList.query(request.path());
        long from = Long.parseLong(query.get("from"));
        long to = Long.parseLong(query.get("to"));
        List<ObjectNode> all = new ArrayList<>();
        for (ObjectNode entity : lists.get(path)) {
            long at = entity.get("created_at").asLong();
            if (at > from && at < to) {
                ObjectNode listed = entity.deepCopy();
                all.add(query.containsKey("expand[]") ? listed : listed.without("payments"));
            }
        }
        int skip = Math.min(all.size(), Integer.parseInt(query.get("skip")));
        int count = Math.min(pageSize, Integer.parseInt(query.get("count")));
        List<ObjectNode> page = all.subList(skip, Math.min(all.size(), skip + count));
        ObjectNode answer = JSON.createObjectNode().put("entity", "collection");
        answer.put("count", page.size()).putArray("items").addAll(page);
        return answer;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
