package dev.serai.signing;

import dev.serai.signing.message.SignedMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A request to be verified, and the clock to do it by. */
public record TestRequest(String method, String url, String text, List<Line> lines, Instant now)
        implements SignedMessage {

    public static final Instant NOW = Instant.ofEpochSecond(1_700_000_100);

    /** A header line. */
    public record Line(String name, String value) {}

    public TestRequest(String text) {
        this("POST", "https://hub.example.com/in/trello", text, List.of(), NOW);
    }

    public TestRequest with(String name, String value) {
        List<Line> more = new ArrayList<>(lines);
        more.add(new Line(name, value));
        return new TestRequest(method, url, text, more, now);
    }

    public TestRequest withoutHeaders() {
        return new TestRequest(method, url, text, List.of(), now);
    }

    public TestRequest withBody(String other) {
        return new TestRequest(method, url, other, lines, now);
    }

    TestRequest to(String otherMethod, String otherUrl) {
        return new TestRequest(otherMethod, otherUrl, text, lines, now);
    }

    public TestRequest at(long second) {
        return new TestRequest(method, url, text, lines, Instant.ofEpochSecond(second));
    }

    @Override
    public String query() {
        int mark = url.indexOf('?');
        return mark < 0 ? "" : url.substring(mark + 1);
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
