package dev.serai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a reader would stumble over. */
class TidyTest {

    private static final int LINES_MAX = 300;

    /** A test class may tell more of one thing. */
    private static final int TEST_LINES_MAX = 500;

    /** Written so that this file does not hold them. */
    private static final Pattern LEFT_OVER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");

    private static final Pattern STAR_IMPORT = Pattern.compile("(?m)^import [^;]*\\*;");

    @Test
    void noFileIsLong() throws IOException {
        assertThat(sources("src/main/java", text -> text.lines().count() > LINES_MAX))
                .as("split it: one thing per file")
                .isEmpty();
        assertThat(sources("src/test/java", text -> text.lines().count() > TEST_LINES_MAX))
                .as("split it: one thing per file")
                .isEmpty();
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        assertThat(sources("src", text -> LEFT_OVER.matcher(text).find())).isEmpty();
    }

    @Test
    void importsNameWhatTheyImport() throws IOException {
        assertThat(sources("src", text -> STAR_IMPORT.matcher(text).find())).isEmpty();
    }

    @Test
    void linesAreIndentedBySpaces() throws IOException {
        assertThat(sources("src", text -> text.contains("\t"))).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() throws IOException {
        Path main = Path.of("src/main/java/dev/serai");
        try (Stream<Path> folders = Files.walk(main)) {
            List<Path> silent =
                    folders.filter(Files::isDirectory)
                            .filter(folder -> !folder.equals(main))
                            .filter(folder -> !saysWhatItIsFor(folder))
                            .toList();
            assertThat(silent).isEmpty();
        }
    }

    private static boolean saysWhatItIsFor(Path folder) {
        Path info = folder.resolve("package-info.java");
        if (!Files.exists(info)) {
            return false;
        }
        String text = read(info);
        return text.startsWith("/**") && text.contains("@NullMarked");
    }

    private static List<Path> sources(String root, Predicate<String> bad) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(root))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(java|yaml|sql)"))
                    .filter(file -> bad.test(read(file)))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
