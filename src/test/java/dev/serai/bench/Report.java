package dev.serai.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Prints a benchmark's results as they come and writes them, with its settings, to a Markdown file.
 */
final class Report {

    private final Path file;
    private final List<String> lines = new ArrayList<>();

    Report(String name, String title) {
        file = Path.of(System.getProperty("serai.bench.results", "bench/results"), name + ".md");
        say("# " + title);
        say("");
        say(
                "%s, %d cores, Java %s, %s",
                InstantSource.system().instant().toString().substring(0, 10),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                System.getProperty("os.name"));
        say("");
    }

    /** A line of the report. */
    void say(String format, Object... arguments) {
        String line =
                arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments);
        System.out.println(line);
        lines.add(line);
    }

    void write() {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The middle of some figures. */
    static double median(double... figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
