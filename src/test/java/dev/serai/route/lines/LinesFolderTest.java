package dev.serai.route.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.outbox.Entry;
import dev.serai.outbox.Position;
import dev.serai.outbox.TestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesFolderTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir Path temp;

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private LinesFolder opened;

    @Test
    void writesAnEventALineWhateverItsDataLookLike() throws Exception {
        String data = "{\n  \"text\": \"a\\nb\",\r\n  \"umlaut\": \"ä\"\n}";
        folder().append(List.of(entry(1, NOON, data), entry(2, NOON, "{}")));
        List<String> lines = Files.readAllLines(file("2026-01-31"));
        assertThat(lines).hasSize(2);
        JsonNode first = new ObjectMapper().readTree(lines.getFirst());
        assertThat(first.get("specversion").asText()).isEqualTo("1.0");
        assertThat(first.get("data").get("text").asText()).isEqualTo("a\nb");
        assertThat(first.get("data").get("umlaut").asText()).isEqualTo("ä");
        assertThat(first.get("position").asText()).isEqualTo("3-1");
    }

    @Test
    void beginsAFileForEachDayInWhichEventsCame() throws Exception {
        Instant next = Instant.parse("2026-02-01T00:00:00Z");
        folder().append(List.of(entry(1, next.minusNanos(1000), "1"), entry(2, next, "2")));
        folder().append(List.of(entry(3, NOON, "3")));
        assertThat(Files.readAllLines(file("2026-01-31"))).hasSize(2);
        assertThat(Files.readAllLines(file("2026-02-01"))).hasSize(1);
    }

    @Test
    void cutsOffHalfALineThatACrashHasLeft() throws Exception {
        folder().append(List.of(entry(1, NOON, "1")));
        Files.writeString(
                file("2026-01-31"),
                "{\"id\":\"msg_" + "x".repeat(100_000),
                StandardOpenOption.APPEND);
        folder().append(List.of(entry(2, NOON, "2")));
        assertThat(positions("2026-01-31")).containsExactly("3-1", "3-2");
    }

    @Test
    void cutsOffHalfALineThatIsAllThereIs() throws Exception {
        Files.createDirectories(temp.resolve("events"));
        Files.writeString(file("2026-01-31"), "{\"id\":\"msg_");
        folder().append(List.of(entry(1, NOON, "1")));
        assertThat(positions("2026-01-31")).containsExactly("3-1");
    }

    @Test
    void makesItsFileAnewWhenSomebodyHasMovedItAway() throws Exception {
        folder().append(List.of(entry(1, NOON, "1")));
        Files.delete(file("2026-01-31"));
        folder().append(List.of(entry(2, NOON, "2")));
        assertThat(positions("2026-01-31")).containsExactly("3-2");
    }

    @Test
    void isForOneHubAtATime() throws Exception {
        folder().append(List.of(entry(1, NOON, "1")));
        LinesFolder other = new LinesFolder(temp.resolve("events"));
        assertThatThrownBy(() -> other.append(List.of(entry(2, NOON, "2"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("serai.data-dir");
        opened.close();
        other.append(List.of(entry(2, NOON, "2")));
        other.close();
        assertThat(positions("2026-01-31")).containsExactly("3-1", "3-2");
    }

    @Test
    void followsNoLinkOutOfItsFolder() throws Exception {
        Files.createDirectories(temp.resolve("events"));
        Path outside = Files.writeString(temp.resolve("outside"), "untouched");
        Files.createSymbolicLink(file("2026-01-31"), outside);
        assertThatThrownBy(() -> folder().append(List.of(entry(1, NOON, "1"))))
                .isInstanceOf(IOException.class);
        assertThat(outside).hasContent("untouched");
    }

    @Test
    void takesNoNameThatLeadsElsewhere() {
        LinesComponent component = new LinesComponent(temp);
        Stream.of("../x", "a/b", "A", "", ".", "a b")
                .forEach(
                        name ->
                                assertThatThrownBy(
                                                () ->
                                                        component.createEndpoint(
                                                                "lines:" + name,
                                                                name,
                                                                java.util.Map.of()))
                                        .isInstanceOf(IllegalArgumentException.class));
    }

    private LinesFolder folder() {
        if (opened == null) {
            opened = new LinesFolder(temp.resolve("events"));
        }
        return opened;
    }

    private Path file(String day) {
        return temp.resolve("events").resolve(day + ".ndjson");
    }

    private List<String> positions(String day) throws IOException {
        ObjectMapper json = new ObjectMapper();
        return Files.readAllLines(file(day)).stream()
                .map(
                        line -> {
                            try {
                                return json.readTree(line).get("position").asText();
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        })
                .toList();
    }

    private static Entry entry(long offset, Instant at, String data) {
        return new Entry(new Position(3, offset), at, TestLog.event("test.made", "key", data));
    }
}
