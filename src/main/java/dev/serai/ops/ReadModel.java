package dev.serai.ops;

import dev.serai.ops.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A database on the embedded server for what routes write, with a user of its own who reaches no
 * other database there. Made when it is first wanted. Its password is in the data folder.
 */
final class ReadModel {

    /** What routes call it. */
    static final String NAME = "read-model";

    private static final String DATABASE = "read_model";
    private static final String PASSWORD = "read-model-password";
    private static final int PASSWORD_BITS = 160;
    private static final int PASSWORD_RADIX = 36;

    private final Supplier<EmbeddedPostgres> server;
    private final Path dataFolder;
    private final RandomGenerator random;

    ReadModel(Supplier<EmbeddedPostgres> server, Path dataFolder, RandomGenerator random) {
        this.server = server;
        this.dataFolder = dataFolder;
        this.random = random;
    }

    /** The way to it. */
    synchronized DatabaseConnection connection() {
        EmbeddedPostgres postgres = server.get();
        DatabaseConnection owner =
                new DatabaseConnection(postgres.url(), postgres.username(), postgres.password());
        JdbcClient jdbc = JdbcClient.create(owner.unlimited());
        String password = password();
        makeUser(jdbc, password);
        makeDatabase(jdbc);
        String url = postgres.url().replaceFirst("/[^/]*$", "/" + DATABASE);
        return new DatabaseConnection(url, DATABASE, password);
    }

    private static void makeUser(JdbcClient jdbc, String password) {
        if (isMissing(jdbc, "select 1 from pg_roles where rolname = ?")) {
            jdbc.sql("create role " + DATABASE + " login").update();
        }
        // Letters and digits only, so it needs no quoting; the server logs no statements.
        jdbc.sql(
                        "alter role "
                                + DATABASE
                                + " nosuperuser nocreatedb nocreaterole password '"
                                + password
                                + "'")
                .update();
    }

    private static void makeDatabase(JdbcClient jdbc) {
        if (isMissing(jdbc, "select 1 from pg_database where datname = ?")) {
            jdbc.sql("create database " + DATABASE + " owner " + DATABASE).update();
        }
        // Everybody may connect to a new database unless it is said otherwise.
        jdbc.sql("select datname from pg_database where datallowconn and datname <> ?")
                .param(DATABASE)
                .query(String.class)
                .list()
                .forEach(
                        other ->
                                jdbc.sql("revoke connect on database \"" + other + "\" from public")
                                        .update());
        jdbc.sql("revoke connect on database " + DATABASE + " from public").update();
    }

    private static boolean isMissing(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).param(DATABASE).query(Integer.class).optional().isEmpty();
    }

    private String password() {
        Path file = dataFolder.resolve(PASSWORD);
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            }
            String kept = Files.readString(file).strip();
            if (kept.matches("[0-9a-z]+")) {
                return kept;
            }
            byte[] bits = new byte[PASSWORD_BITS / Byte.SIZE];
            random.nextBytes(bits);
            String made = new BigInteger(1, bits).toString(PASSWORD_RADIX);
            Files.writeString(file, made + "\n");
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the read model's password in " + file, e);
        }
    }
}
