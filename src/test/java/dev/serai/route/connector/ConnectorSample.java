package dev.serai.route.connector;

import dev.serai.signing.message.DraftMessage;
import dev.serai.testing.ConnectorFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sample of a connector.
 *
 * @param connector whose
 * @param definition as the file has it
 * @param id what stands for {id}
 */
record ConnectorSample(ConnectorFile connector, Map<?, ?> definition, String id) {

    /** Every sample of every connector. */
    static List<ConnectorSample> shipped() {
        List<ConnectorSample> samples = new ArrayList<>();
        for (ConnectorFile connector : ConnectorFile.shipped()) {
            for (Map<?, ?> sample : connector.samples()) {
                samples.add(new ConnectorSample(connector, sample, "smp" + samples.size()));
            }
        }
        return samples;
    }

    /** What the provider sends at some whole second, but for the signature. */
    DraftMessage draft(Instant now) {
        List<DraftMessage.Line> lines = new ArrayList<>();
        lines.add(new DraftMessage.Line("Content-Type", text("contentType")));
        ConnectorFile.map(definition.get("headers"))
                .forEach(
                        (name, value) ->
                                lines.add(
                                        new DraftMessage.Line(
                                                name.toString(), filled(value.toString(), now))));
        String url =
                connector
                        .examples()
                        .getOrDefault("url", "https://hub.example.com/in/" + connector.name());
        byte[] body = filled(text("body"), now).getBytes(StandardCharsets.UTF_8);
        return new DraftMessage("POST", url, lines, body);
    }

    /** What it becomes, each with what is to be looked at. */
    List<Map<String, String>> events(Instant now) {
        List<Map<String, String>> events = new ArrayList<>();
        for (Map<?, ?> event : ConnectorFile.maps(definition.get("events"))) {
            Map<String, String> expected = new LinkedHashMap<>();
            event.forEach((key, value) -> expected.put("" + key, filled("" + value, now)));
            events.add(expected);
        }
        return events;
    }

    private String text(String member) {
        return String.valueOf(definition.get(member));
    }

    private String filled(String text, Instant now) {
        return text.replace("{now:iso}", now.toString())
                .replace("{now:ms}", Long.toString(now.toEpochMilli()))
                .replace("{now}", Long.toString(now.getEpochSecond()))
                .replace("{id}", id);
    }

    @Override
    public String toString() {
        return connector.name() + " / " + definition.get("name");
    }
}
