package dev.serai.route.bench;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The KameletTexts in use, as the bench needs them. */
public interface KameletTexts {

    /** How a route names one. */
    Pattern MENTION = Pattern.compile("kamelet:(?://)?([A-Za-z0-9._-]+)");

    /** The text of one. */
    Optional<String> find(String name);

    /** The names of the parameters of all of them. */
    Set<String> parameterNames();

    /** Those that a text mentions, and that those mention, by name. */
    default Map<String, String> mentionedIn(String text) {
        Map<String, String> found = new TreeMap<>();
        collect(text, found);
        return found;
    }

    private void collect(String text, Map<String, String> found) {
        Matcher mention = MENTION.matcher(text);
        while (mention.find()) {
            String name = mention.group(1);
            if (!found.containsKey(name)) {
                find(name)
                        .ifPresent(
                                kamelet -> {
                                    found.put(name, kamelet);
                                    collect(kamelet, found);
                                });
            }
        }
    }
}
