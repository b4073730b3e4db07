package dev.serai.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.testing.HubProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Somebody who edits routes at any of some hubs, well and badly, and remembers what is live. */
public final class RouteEditor {

    /** The routes that webhooks pass through, and one that none does. */
    public static final List<String> ROUTES =
            List.of("razorpay", "kafka", "razorpay-source", "side");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<HubProcess> hubs;
    private final Random random;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private final Map<String, Integer> done = new TreeMap<>();
    private boolean isSideThere;

    public RouteEditor(List<HubProcess> hubs, Random random) {
        this.hubs = hubs;
        this.random = random;
    }

    /** What is live; the side route is made. */
    public void learn() {
        tryPut(any(), "side", source("side", "new"));
        isSideThere = true;
        for (String route : ROUTES) {
            JsonNode live = new Api(any()).json("/api/v1/route/" + route);
            texts.put(route, live.get("yaml").asText());
            versions.put(route, live.get("version").asInt());
        }
    }

    String text(String route) {
        return texts.get(route);
    }

    /** How many edits of which kind. */
    public Map<String, Integer> done() {
        return done;
    }

    /** One edit of some kind. */
    public void edit(int number) throws IOException {
        switch (random.nextInt(10)) {
            case 0, 1 -> good("razorpay", source("razorpay", "edit " + number));
            case 2, 3 ->
                    good(
                            "kafka",
                            text("kafka")
                                    .replaceFirst(
                                            "batchSize: \\d+", "batchSize: " + (500 + number)));
            case 4 ->
                    good(
                            "razorpay-source",
                            text("razorpay-source")
                                    .replaceFirst(
                                            "(?s)\\n*(# edit \\d+\\n)?$",
                                            "\n# edit " + number + "\n"));
            case 5 -> good("side", source("side", "edit " + number));
            case 6 -> bad(number);
            case 7 -> deleteOrRestore();
            case 8 -> rollBack("side");
            default -> rollBack(random.nextBoolean() ? "razorpay" : "kafka");
        }
    }

    private void good(String route, String text) throws IOException {
        HttpResponse<String> answer = put(any(), route, text);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        note("good", route, JSON.readTree(answer.body()));
        isSideThere |= route.equals("side");
    }

    private void bad(int number) throws IOException {
        String route = List.of("razorpay", "kafka", "side").get(random.nextInt(3));
        String broken =
                switch (number % 3) {
                    case 0 -> "- route: [";
                    case 1 -> source(route, "x").replace("{{secret:razorpay}}", "{{secret:none}}");
                    default -> source(route, "x").replace("razorpay-source", "nobody-source");
                };
        HttpResponse<String> answer = put(any(), route, broken);
        assertThat(answer.statusCode()).as(answer.body()).isIn(409, 422);
        done.merge("bad", 1, Integer::sum);
    }

    private void deleteOrRestore() throws IOException {
        if (isSideThere) {
            HttpResponse<String> answer = any().send("DELETE", "/api/v1/route/side", "");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
            isSideThere = false;
            versions.merge("side", 1, Integer::sum);
            done.merge("deleted", 1, Integer::sum);
        } else {
            rollBack("side");
        }
    }

    private void rollBack(String route) throws IOException {
        int to = 1 + random.nextInt(versions.get(route));
        HttpResponse<String> answer =
                any().send(
                                "POST",
                                "/api/v1/route/" + route + "/rollback",
                                "{\"version\": " + to + "}");
        if (answer.statusCode() == 422) {
            assertThat(answer.body()).contains("deleted the route");
            done.merge("bad", 1, Integer::sum);
            return;
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        note("rolled back", route, JSON.readTree(answer.body()));
        isSideThere |= route.equals("side");
    }

    private void note(String what, String route, JsonNode now) {
        texts.put(route, now.get("yaml").asText());
        versions.put(route, now.get("version").asInt());
        done.merge(what, 1, Integer::sum);
    }

    /** Whether every hub says that it has in use what was stored last. */
    public boolean isLiveOnBoth(String route) {
        if (route.equals("side") && !isSideThere) {
            return hubs.stream().allMatch(hub -> status(hub, "/in/side") == 404);
        }
        JsonNode status = new Api(any()).json("/api/v1/route/" + route + "/status");
        return status.get("version").asInt() == versions.get(route)
                && status.get("hubs").findValuesAsText("version").size() >= hubs.size()
                && status.get("hubs").findValuesAsText("version").stream()
                        .allMatch(String.valueOf(versions.get(route))::equals);
    }

    private static int status(HubProcess hub, String path) {
        try {
            return hub.send("POST", path, "{}").statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whatever comes of it; the hub may be killed meanwhile. */
    void tryPut(HubProcess hub, String route, String text) {
        try {
            put(hub, route, text);
        } catch (IOException e) {
            done.merge("unanswered", 1, Integer::sum);
        }
    }

    private static HttpResponse<String> put(HubProcess hub, String route, String text)
            throws IOException {
        return hub.send(
                HttpRequest.newBuilder(hub.uri("/api/v1/route/" + route))
                        .header("Content-Type", "application/yaml")
                        .PUT(BodyPublishers.ofString(text)));
    }

    private HubProcess any() {
        return hubs.get(random.nextInt(hubs.size()));
    }

    /** A source whose mark differs. */
    String source(String name, String mark) {
        return """
        # %s
        - route:
            id: %s
            from:
              uri: kamelet:razorpay-source
              parameters:
                source: %s
                secret: "{{secret:razorpay}}"
              steps:
                - setVariable:
                    name: mark
                    constant: "%s"
                - to: ingress:append
        """
                .formatted(mark, name, name, mark);
    }
}
