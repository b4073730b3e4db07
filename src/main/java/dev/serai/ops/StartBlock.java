package dev.serai.ops;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What the hub prints once it is ready: where everything is. */
final class StartBlock {

    private static final int LABEL_WIDTH = 14;

    private final String title;
    private final Map<String, String> lines = new LinkedHashMap<>();

    StartBlock(String title) {
        this.title = title;
    }

    /** Adds a line. */
    StartBlock with(String label, String value) {
        lines.put(label, value);
        return this;
    }

    /** The block as text, with an empty line before and after it. */
    @Override
    public String toString() {
        return lines.entrySet().stream()
                .map(line -> "  " + padded(line.getKey()) + line.getValue() + "\n")
                .collect(Collectors.joining("", "\n" + title + "\n\n", "\n"));
    }

    private static String padded(String label) {
        return label + " ".repeat(Math.max(1, LABEL_WIDTH - label.length()));
    }
}
