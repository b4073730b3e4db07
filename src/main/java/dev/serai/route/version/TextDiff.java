package dev.serai.route.version;

import java.util.ArrayList;
import java.util.List;

/**
 * What differs between two texts, line by line.
 *
 * @param hunks the places that differ, each with some lines around it; none if nothing does
 */
public record TextDiff(List<Hunk> hunks) {

    /** How many equal lines are shown around a change. */
    private static final int AROUND = 3;

    public TextDiff {
        hunks = List.copyOf(hunks);
    }

    /**
     * One place that differs.
     *
     * @param fromLine its first line in the older text, from 1
     * @param fromCount how many lines of the older text it has
     * @param toLine its first line in the newer text, from 1
     * @param toCount how many lines of the newer text it has
     * @param lines each with {@code ' '}, {@code '-'} or {@code '+'} before it
     */
    public record Hunk(int fromLine, int fromCount, int toLine, int toCount, List<String> lines) {

        public Hunk {
            lines = List.copyOf(lines);
        }
    }

    /** Compares two texts. */
    public static TextDiff of(String from, String to) {
        return new TextDiff(hunks(DiffLines.of(from.lines().toList(), to.lines().toList())));
    }

    private static List<Hunk> hunks(List<String> script) {
        List<Hunk> hunks = new ArrayList<>();
        int from = 1;
        int to = 1;
        int at = 0;
        while (at < script.size()) {
            int change = nextChange(script, at);
            if (change == script.size()) {
                break;
            }
            int begin = Math.max(at, change - AROUND);
            from += begin - at;
            to += begin - at;
            int end = end(script, change);
            Hunk hunk = hunk(script.subList(begin, end), from, to);
            hunks.add(hunk);
            from += hunk.fromCount();
            to += hunk.toCount();
            at = end;
        }
        return hunks;
    }

    private static int nextChange(List<String> script, int at) {
        int next = at;
        while (next < script.size() && script.get(next).charAt(0) == ' ') {
            next++;
        }
        return next;
    }

    /** Changes that are near each other are one hunk. */
    private static int end(List<String> script, int change) {
        int last = change;
        int next = change;
        while (next < script.size() && next - last <= 2 * AROUND) {
            last = next;
            next = nextChange(script, next + 1);
        }
        return Math.min(script.size(), last + 1 + AROUND);
    }

    private static Hunk hunk(List<String> lines, int from, int to) {
        int older = (int) lines.stream().filter(line -> line.charAt(0) != '+').count();
        int newer = (int) lines.stream().filter(line -> line.charAt(0) != '-').count();
        return new Hunk(from, older, to, newer, lines);
    }

    /** As {@code diff -u} writes it; empty if nothing differs. */
    public String unified(String fromName, String toName) {
        if (hunks.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        text.append("--- ").append(fromName).append('\n');
        text.append("+++ ").append(toName).append('\n');
        for (Hunk hunk : hunks) {
            text.append("@@ -")
                    .append(range(hunk.fromLine(), hunk.fromCount()))
                    .append(" +")
                    .append(range(hunk.toLine(), hunk.toCount()))
                    .append(" @@\n");
            hunk.lines().forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }

    /** An empty range is named by the line before it. */
    private static String range(int line, int count) {
        return (count == 0 ? line - 1 : line) + "," + count;
    }
}
