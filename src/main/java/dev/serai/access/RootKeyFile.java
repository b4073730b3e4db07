package dev.serai.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the key that a hub in embedded mode makes for itself, readable by its owner only. */
final class RootKeyFile {

    private static final Logger LOG = LoggerFactory.getLogger(RootKeyFile.class);
    private static final String NAME = "api-key";
    private static final String PREFIX = "sk_";
    private static final int RANDOM_BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<?> AS_OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(OWNER_ONLY);

    private final Path file;
    private final RandomGenerator random;

    RootKeyFile(Path dataDir, RandomGenerator random) {
        this.file = dataDir.resolve(NAME);
        this.random = random;
    }

    /** The key of this folder, made on the first call. */
    RootKey key() {
        try {
            if (!Files.exists(file)) {
                create();
            }
            return read();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the API key in " + file, e);
        }
    }

    private RootKey read() throws IOException {
        if (!Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
            LOG.warn("{} could be read by others than its owner; its rights are narrowed", file);
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
        String text = Files.readString(file).strip();
        if (text.isEmpty()) {
            throw new IOException(file + " is empty; delete it and a new key is made");
        }
        return new RootKey(text);
    }

    /** Written aside and linked, so that the file is whole or not there, and never replaced. */
    private void create() throws IOException {
        Files.createDirectories(file.getParent());
        Path draft = Files.createTempFile(file.getParent(), NAME, ".new", AS_OWNER_ONLY);
        try {
            Files.writeString(draft, newKey() + "\n", StandardCharsets.US_ASCII);
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            LOG.info("{} was made by another process in this moment; it is used", file);
        } finally {
            Files.delete(draft);
        }
    }

    private String newKey() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
