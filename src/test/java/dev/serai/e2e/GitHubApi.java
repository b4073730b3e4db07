package dev.serai.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.testing.ScriptedReceiver;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Plays GitHub's list of what it has sent by one webhook: newest first, in pages with cursors. */
final class GitHubApi implements AutoCloseable {

    static final String TOKEN = "ghp_of_the_stand_in";
    static final String HOOK = "repos/acme/shop/hooks/42";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE_SIZE = 3;
    private static final String PATH = "/" + HOOK + "/deliveries";

    private final List<ObjectNode> deliveries = new CopyOnWriteArrayList<>();
    private final ScriptedReceiver server;

    GitHubApi() throws IOException {
        server = ScriptedReceiver.playing(this::answer);
    }

    String url() {
        return server.url("");
    }

    /** How many deliveries were asked for with their payloads. */
    long fetched() {
        return server.received().stream().filter(r -> r.path().matches(PATH + "/[0-9]+")).count();
    }

    /** GitHub sent something, or sent it again; gives the body. */
    String sent(String guid, int issue, Instant at) {
        ObjectNode payload = JSON.createObjectNode().put("action", "opened");
        payload.putObject("issue").put("number", issue).put("title", "Caf\u00e9 " + guid);
        payload.putObject("repository").put("full_name", "acme/shop");
        ObjectNode delivery = JSON.createObjectNode();
        delivery.put("id", 700L + deliveries.size()).put("guid", guid).put("event", "issues");
        delivery.put("delivered_at", at.toString()).put("status_code", 502);
        ObjectNode request = delivery.putObject("request");
        request.putObject("headers")
                .put("X-GitHub-Event", "issues")
                .put("X-GitHub-Delivery", guid)
                .put("X-Hub-Signature-256", "sha256=0000")
                .put("content-type", "application/json");
        request.set("payload", payload);
        deliveries.addFirst(delivery);
        return payload.toPrettyString();
    }

    /** It has the newest one no more, but in the list. */
    void forgetPayload() {
        ((ObjectNode) deliveries.getFirst().get("request")).putNull("payload");
    }

    private void answer(ScriptedReceiver.Received request, ScriptedReceiver.Reply reply)
            throws IOException {
        if (!("Bearer " + TOKEN).equals(request.header("authorization"))) {
            reply.send(401, Map.of(), "{}");
        } else if (request.path().startsWith(PATH + "?")) {
            page(StripeList.query(request.path()), reply);
        } else {
            ObjectNode found =
                    deliveries.stream()
                            .filter(d -> request.path().equals(PATH + "/" + d.get("id")))
                            .findFirst()
                            .orElseThrow();
            reply.send(200, Map.of(), found.toString());
        }
    }

    private void page(Map<String, String> query, ScriptedReceiver.Reply reply) throws IOException {
        int start = Integer.parseInt(query.getOrDefault("cursor", "v0").substring(1));
        int end = Math.min(deliveries.size(), start + PAGE_SIZE);
        ArrayNode page = JSON.createArrayNode();
        deliveries.subList(start, end).forEach(d -> page.add(d.deepCopy().without("request")));
        String next = "<https://api.github.com" + PATH + "?per_page=3&cursor=v" + end + ">";
        reply.send(
                200,
                end < deliveries.size() ? Map.of("Link", next + "; rel=\"next\"") : Map.of(),
                page.toString());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
