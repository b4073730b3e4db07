package dev.serai.api.error;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a path keeps it from being looked at: names here have none of that. */
final class OddPath {

    private static final Map<String, String> ODD =
            Map.of(
                    "%2f", "an escaped slash (%2F)",
                    "%5c", "an escaped backslash (%5C)",
                    "\\", "a backslash",
                    "%25", "an escaped percent sign (%25)",
                    ";", "a semicolon",
                    "%3b", "an escaped semicolon (%3B)",
                    "//", "two slashes in a row",
                    "%00", "an escaped zero (%00)",
                    "/../", "a step upwards (..)",
                    "%2e", "an escaped dot (%2E)");

    private OddPath() {}

    /** What is odd; null if nothing is. */
    static @Nullable String in(@Nullable String uri) {
        String path = uri == null ? "" : uri.toLowerCase(Locale.ROOT).replaceFirst("\\?.*$", "");
        return ODD.entrySet().stream()
                .filter(odd -> path.contains(odd.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .findFirst()
                .orElse(null);
    }
}
