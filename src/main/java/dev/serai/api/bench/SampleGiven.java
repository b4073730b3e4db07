package dev.serai.api.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.Fields;
import dev.serai.event.Event;
import dev.serai.outbox.RawRequest;
import dev.serai.route.bench.Bench;
import dev.serai.route.bench.Given;
import dev.serai.route.bench.LiveRoutes;
import dev.serai.route.bench.Trial;
import dev.serai.route.check.Draft;
import dev.serai.route.check.Draft.Kind;
import dev.serai.route.connector.Connector;
import dev.serai.route.sample.SampleRefused;
import dev.serai.route.sample.Samples;
import dev.serai.signing.message.DraftMessage;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a connector's sample what a draft is tried on: for a sink, the event that it becomes. */
final class SampleGiven {

    private static final int NAME_LENGTH_MAX = 256;

    private final Samples samples;
    private final LiveRoutes routes;
    private final Bench bench;

    SampleGiven(Samples samples, LiveRoutes routes, Bench bench) {
        this.samples = samples;
        this.routes = routes;
        this.bench = bench;
    }

    Given read(Draft draft, JsonNode said) {
        Fields fields = Fields.of(said).known(Set.of("connector", "event", "set"));
        String connector = fields.requiredText("connector", NAME_LENGTH_MAX);
        String event = fields.text("event", NAME_LENGTH_MAX);
        Map<String, JsonNode> set = new HashMap<>();
        said.path("set").properties().forEach(one -> set.put(one.getKey(), one.getValue()));
        RawRequest request = request(connector, event == null ? "" : event, set);
        return draft.kind() == Kind.SINK
                ? new Given.Happened(event(connector, request))
                : new Given.Request(request);
    }

    private RawRequest request(String connector, String event, Map<String, JsonNode> set) {
        try {
            DraftMessage made = samples.make(connector, event, set);
            List<RawRequest.Header> headers =
                    made.headers().stream()
                            .map(line -> new RawRequest.Header(line.name(), line.value()))
                            .toList();
            URI url = URI.create(made.url());
            return new RawRequest(
                    made.method(), url.getPath(), url.getRawQuery(), headers, made.body());
        } catch (SampleRefused e) {
            throw Fields.wrong("/sample" + e.pointer(), String.valueOf(e.getMessage()));
        }
    }

    private Event event(String connector, RawRequest request) {
        Draft live =
                routes.find(Connector.kamelet(connector))
                        .filter(found -> found.kind() == Kind.CONNECTOR)
                        .orElseThrow(
                                () -> Fields.wrong("/sample/connector", "there is no such one"));
        Trial trial = bench.run(live, new Given.Request(request), Map.of());
        if (trial.events().isEmpty()) {
            throw Fields.wrong(
                    "/sample",
                    "becomes no event" + (trial.fault() == null ? "" : ": " + trial.fault()));
        }
        return trial.events().getFirst();
    }
}
