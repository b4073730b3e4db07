package dev.serai.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.testing.ScriptedReceiver;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Plays Stripe's list of events: newest first, in pages. */
final class StripeList implements AutoCloseable {

    static final String KEY = "sk_test_of_the_stand_in";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<ObjectNode> events = new CopyOnWriteArrayList<>();
    private final ScriptedReceiver server;
    private volatile int pageSize = 2;

    StripeList() throws IOException {
        server = ScriptedReceiver.playing(this::answer);
    }

    String url() {
        return server.url("");
    }

    void pageSize(int size) {
        pageSize = size;
    }

    int requests() {
        return server.received().size();
    }

    /** Something happened at Stripe's; gives the body of its webhook. */
    String happened(String id, long created) {
        ObjectNode event = JSON.createObjectNode();
        event.put("id", id).put("object", "event").put("created", created);
        event.put("type", "payment_intent.succeeded");
        event.putObject("data")
                .putObject("object")
                .put("id", "pi_" + id)
                .put("object", "payment_intent")
                .put("amount", 4900);
        events.addFirst(event);
        return event.toPrettyString();
    }

    private void answer(ScriptedReceiver.Received request, ScriptedReceiver.Reply reply)
            throws IOException, InterruptedException {
        if (!("Bearer " + KEY).equals(request.header("authorization"))) {
            reply.send(401, Map.of(), "{\"error\":{}}");
            return;
        }
        Map<String, String> query = query(request.path());
        List<ObjectNode> page = new ArrayList<>();
        boolean more = false;
        boolean begun = !query.containsKey("starting_after");
        for (ObjectNode event : events) {
            long created = event.get("created").asLong();
            if (begun
                    && created >= Long.parseLong(query.get("created[gte]"))
                    && created < Long.parseLong(query.get("created[lt]"))) {
                more = page.size() == pageSize;
                if (more) {
                    break;
                }
                page.add(event);
            }
            begun |= event.get("id").asText().equals(query.get("starting_after"));
        }
        ObjectNode answer = JSON.createObjectNode().put("object", "list").put("has_more", more);
        answer.putArray("data").addAll(page);
        reply.send(200, Map.of("Content-Type", "application/json"), answer.toString());
    }

    static Map<String, String> query(String path) {
        Map<String, String> query = new HashMap<>();
        for (String pair : path.substring(path.indexOf('?') + 1).split("&")) {
            String[] parts = URLDecoder.decode(pair, StandardCharsets.UTF_8).split("=", 2);
            query.put(parts[0], parts[1]);
        }
        return query;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
