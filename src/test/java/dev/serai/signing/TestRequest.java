package dev.serai.signing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A request to be verified, and the clock to do it by. */
record TestRequest(String text, List<Line> lines, Instant now) implements SignedMessage {

    static final Instant NOW = Instant.ofEpochSecond(1_700_000_100);

    /** A header line. */
    record Line(String name, String value) {}

    TestRequest(String text) {
        this(text, List.of(), NOW);
    }

    TestRequest with(String name, String value) {
        List<Line> more = new ArrayList<>(lines);
        more.add(new Line(name, value));
        return new TestRequest(text, more, now);
    }

    TestRequest withBody(String other) {
        return new TestRequest(other, lines, now);
    }

    TestRequest at(long second) {
        return new TestRequest(text, lines, Instant.ofEpochSecond(second));
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String url() {
        return "https://hub.example.com/in/trello";
    }

    @Override
    public List<String> header(String name) {
        return lines.stream()
                .filter(line -> line.name.equalsIgnoreCase(name))
                .map(Line::value)
                .toList();
    }

    @Override
    public byte[] body() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
