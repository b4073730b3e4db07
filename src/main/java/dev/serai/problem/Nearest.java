package dev.serai.problem;

import java.util.Collection;
import java.util.Optional;

/** Guesses which known name was meant by an unknown one. */
public final class Nearest {

    /** Farther apart than this, a guess would be a riddle. */
    private static final int DISTANCE_MAX = 4;

    private Nearest() {}

    /** The known name most like another, if any is; in short ones less may differ. */
    public static Optional<String> of(String name, Collection<String> known) {
        String best = null;
        int least = Math.min(DISTANCE_MAX, Math.max(1, name.length() / 2)) + 1;
        for (String one : known) {
            int distance = distance(one, name);
            if (distance < least) {
                least = distance;
                best = one;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Levenshtein's. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int next = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + change);
                diagonal = row[j];
                row[j] = next;
            }
        }
        return row[b.length()];
    }
}
