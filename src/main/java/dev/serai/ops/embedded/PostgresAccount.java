package dev.serai.ops.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who PostgreSQL's programs run as. They refuse to run as root, so for root that is a user
 * namespace in which this process's user has another number, or, where the system forbids
 * namespaces, another user to whom the folder is given.
 *
 * @param prefix the words to put before a command
 * @param owner the user id that the files must belong to
 */
record PostgresAccount(List<String> prefix, int owner) {

    private static final int ROOT = 0;

    /** Users to fall back to, in this order. */
    private static final Set<String> OTHERS = Set.of("postgres", "nobody");

    /**
     * Finds an account that can run the programs on the folder, and gives it the folder.
     *
     * @throws StartRefused if there is none
     */
    static PostgresAccount of(Path folder, Path binaries) throws IOException {
        int user = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (user != ROOT) {
            return new PostgresAccount(List.of(), user);
        }
        for (PostgresAccount candidate : candidates()) {
            candidate.own(folder);
            if (candidate.canRun(folder, binaries)) {
                return candidate;
            }
        }
        throw new StartRefused(
                "The embedded PostgreSQL does not run as root, and this system lets root neither"
                        + " make a user namespace (unshare) nor become another user (setpriv) who"
                        + " can reach "
                        + folder
                        + ".",
                "Run the hub as another user, or configure a PostgreSQL of yours with"
                        + " serai.database.url (SERAI_DATABASE_URL).");
    }

    private static List<PostgresAccount> candidates() throws IOException {
        List<PostgresAccount> candidates = new ArrayList<>();
        candidates.add(new PostgresAccount(List.of("unshare", "--user"), ROOT));
        try (Stream<String> users = Files.lines(Path.of("/etc/passwd"))) {
            users.map(line -> line.split(":"))
                    .filter(fields -> fields.length > 3 && OTHERS.contains(fields[0]))
                    .map(fields -> other(fields[2], fields[3]))
                    .forEach(candidates::add);
        }
        return candidates;
    }

    private static PostgresAccount other(String user, String group) {
        return new PostgresAccount(
                List.of("setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups"),
                Integer.parseInt(user));
    }

    private void own(Path folder) throws IOException {
        if (owner != ROOT) {
            letPass(folder.getParent());
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Object now = Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
                if (!now.equals(owner)) {
                    Files.setAttribute(path, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    /** Others may pass through the data folder to their own one, but not list it. */
    private static void letPass(Path parent) throws IOException {
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(parent);
        if (rights.add(PosixFilePermission.OTHERS_EXECUTE)) {
            Files.setPosixFilePermissions(parent, rights);
        }
    }

    private boolean canRun(Path folder, Path binaries) {
        try {
            PostgresPrograms programs = new PostgresPrograms(binaries, folder, this);
            programs.probe();
            return true;
        } catch (IOException e) {
            return false; // the next candidate is tried
        }
    }
}
