package dev.serai.route.guard;

import dev.serai.route.guard.EndpointRules.EndpointRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code file:} stays in one folder of the hub's data, symbolic links included. Names of files that
 * come from an event are held by Camel's own jail, which cannot be turned off here.
 */
final class FileRule implements EndpointRule {

    private static final Set<String> OPTIONS =
            Set.of(
                    "fileName",
                    "fileExist",
                    "appendChars",
                    "charset",
                    "autoCreate",
                    "allowNullBody",
                    "forceWrites",
                    "flatten",
                    "noop",
                    "idempotent",
                    "delete");

    private static final Objection OUTSIDE =
            new Objection(
                    "file_forbidden",
                    "the folder is not within that of the hub's files",
                    "write file:{{files}}/NAME");

    @Override
    public Optional<Objection> judge(UriText uri, Allowed allowed) {
        for (String option : uri.options().keySet()) {
            if (!OPTIONS.contains(option)) {
                return Optional.of(
                        new Objection(
                                "option_forbidden",
                                "the option " + option + " of file: is not for routes",
                                "there is " + new TreeSet<>(OPTIONS)));
            }
        }
        String name = uri.options().getOrDefault("fileName", "");
        boolean isPlain = !uri.path().contains("%") && !uri.path().contains("$");
        return isPlain && !name.contains("..") && isWithin(Path.of(uri.path()), allowed.files())
                ? Optional.empty()
                : Optional.of(OUTSIDE);
    }

    private static boolean isWithin(Path folder, Path root) {
        try {
            Path home = real(root.toAbsolutePath().normalize());
            Path there = real(folder.toAbsolutePath().normalize());
            return there.startsWith(home);
        } catch (IOException e) {
            return false;
        }
    }

    /** With the links resolved of as much of it as is there. */
    private static Path real(Path path) throws IOException {
        Path there = path;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return there == null ? path : there.toRealPath().resolve(there.relativize(path));
    }
}
