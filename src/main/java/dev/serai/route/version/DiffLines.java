package dev.serai.route.version;

import java.util.ArrayList;
import java.util.List;

/**
 * The shortest way from one list of lines to another, by Myers' greedy algorithm ("An O(ND)
 * Difference Algorithm and Its Variations", 1986). Lists that differ in very much are told as one
 * taken out and the other put in.
 */
final class DiffLines {

    /** Work and memory grow with its square. */
    private static final int DIFFERENCES_MAX = 1_000;

    private final List<String> from;
    private final List<String> to;
    private final List<int[]> trace = new ArrayList<>();

    private DiffLines(List<String> from, List<String> to) {
        this.from = from;
        this.to = to;
    }

    /** Each line with {@code ' '}, {@code '-'} or {@code '+'} before it. */
    static List<String> of(List<String> from, List<String> to) {
        DiffLines lines = new DiffLines(from, to);
        int differences = lines.search();
        return differences < 0 ? lines.all() : lines.way(differences);
    }

    /** How many lines differ; negative if they are too many. */
    private int search() {
        int most = Math.min(from.size() + to.size(), DIFFERENCES_MAX);
        int[] furthest = new int[2 * most + 2];
        for (int d = 0; d <= most; d++) {
            trace.add(furthest.clone());
            for (int k = -d; k <= d; k += 2) {
                int x =
                        goesDown(furthest, k, d, most)
                                ? at(furthest, k + 1, most)
                                : at(furthest, k - 1, most) + 1;
                while (x < from.size() && x - k < to.size() && from.get(x).equals(to.get(x - k))) {
                    x++;
                }
                furthest[index(k, most)] = x;
                if (x >= from.size() && x - k >= to.size()) {
                    return d;
                }
            }
        }
        return -1;
    }

    private static boolean goesDown(int[] furthest, int k, int d, int most) {
        return k == -d || (k != d && at(furthest, k - 1, most) < at(furthest, k + 1, most));
    }

    private static int at(int[] furthest, int k, int most) {
        return furthest[index(k, most)];
    }

    private static int index(int k, int most) {
        return Math.floorMod(k, 2 * most + 2);
    }

    private List<String> way(int differences) {
        int most = Math.min(from.size() + to.size(), DIFFERENCES_MAX);
        List<String> backwards = new ArrayList<>();
        int x = from.size();
        int y = to.size();
        for (int d = differences; d > 0; d--) {
            int[] furthest = trace.get(d);
            int k = x - y;
            boolean down = goesDown(furthest, k, d, most);
            int before = at(furthest, down ? k + 1 : k - 1, most);
            int beforeY = before - (down ? k + 1 : k - 1);
            while (x > (down ? before : before + 1) && y > (down ? beforeY + 1 : beforeY)) {
                x--;
                y--;
                backwards.add(" " + from.get(x));
            }
            if (down) {
                y--;
                backwards.add("+" + to.get(y));
            } else {
                x--;
                backwards.add("-" + from.get(x));
            }
        }
        while (x > 0) {
            x--;
            backwards.add(" " + from.get(x));
        }
        return backwards.reversed();
    }

    private List<String> all() {
        List<String> script = new ArrayList<>();
        from.forEach(line -> script.add("-" + line));
        to.forEach(line -> script.add("+" + line));
        return script;
    }
}
