package dev.serai.outbox.append;

import dev.serai.outbox.EventLog;
import dev.serai.tenant.Owner;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Which shard an event belongs to. The SQL function {@code serai.shard_of} computes the same. */
final class Shard {

    private static final char SEPARATOR = 31;

    private Shard() {}

    /** The shard of an owner's key: 0 to 15. */
    static int of(Owner owner, String partitionKey) {
        String key =
                owner.tenant().value()
                        + SEPARATOR
                        + owner.project().value()
                        + SEPARATOR
                        + partitionKey;
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(key.getBytes(StandardCharsets.UTF_8));
            return Byte.toUnsignedInt(hash[0]) % EventLog.SHARDS;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
