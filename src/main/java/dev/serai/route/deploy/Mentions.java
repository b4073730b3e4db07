package dev.serai.route.deploy;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds out who uses a Kamelet: those whose text has its name. One that does so in a comment only
 * is made anew for nothing, which harms it not.
 */
final class Mentions {

    private Mentions() {}

    /** Those of some files that use a Kamelet, be it by way of another one. */
    static List<RouteFile> of(
            String kamelet, Collection<RouteFile> kamelets, Collection<RouteFile> files) {
        Set<String> names = new TreeSet<>(Set.of(kamelet));
        boolean more = true;
        while (more) {
            Predicate<RouteFile> mentions = mention(names);
            more = names.addAll(kamelets.stream().filter(mentions).map(RouteFile::id).toList());
        }
        return files.stream().filter(mention(names)).toList();
    }

    private static Predicate<RouteFile> mention(Set<String> names) {
        List<String> quoted = names.stream().map(Pattern::quote).toList();
        Pattern pattern =
                Pattern.compile("(?<![\\w-])(" + String.join("|", quoted) + ")(?![\\w-])");
        return file -> pattern.matcher(file.text()).find();
    }
}
