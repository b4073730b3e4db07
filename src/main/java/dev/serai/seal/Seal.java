package dev.serai.seal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How secrets stand in the database: the only place that knows. With a master key each text is
 * sealed (AES-256-GCM) by a key of its own, which is sealed by the master key and stands beside it;
 * both are bound to whose they are, so that a row's secrets are worth nothing in another row.
 * Without a master key they are plain. Thread-safe.
 */
public final class Seal {

    private static final String PLAIN = "plain:";
    private static final String ENVELOPE = "sealed:";

    /** Sealed by the master key itself. */
    private static final String WITHOUT_ENVELOPE = "aes-gcm:";

    private static final int ENVELOPE_PARTS = 3;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final @Nullable MasterKey current;
    private final Map<String, MasterKey> known = new LinkedHashMap<>();
    private final RandomGenerator random;

    /**
     * With a master key, or without.
     *
     * @param masterKey seals and opens: 32 bytes in base64; empty for none
     * @param others open what was sealed before the master key was changed
     * @throws IllegalArgumentException if one is no such key, without telling it
     */
    public Seal(String masterKey, List<String> others, RandomGenerator random) {
        this.current = masterKey.isBlank() ? null : MasterKey.parse(masterKey);
        this.random = random;
        if (current != null) {
            known.put(current.name(), current);
        }
        for (String other : others) {
            if (!other.isBlank()) {
                MasterKey key = MasterKey.parse(other);
                known.put(key.name(), key);
            }
        }
    }

    /**
     * What to store.
     *
     * @param meantFor names the row that it is for
     */
    public String write(String meantFor, Map<String, String> texts) {
        byte[] text = json(texts);
        if (current == null) {
            return PLAIN + new String(text, StandardCharsets.UTF_8);
        }
        try {
            byte[] own = bytes(MasterKey.BYTES);
            return ENVELOPE
                    + current.name()
                    + ":"
                    + base64(current.seal(bytes(MasterKey.NONCE_BYTES), meantFor, own))
                    + ":"
                    + base64(MasterKey.of(own).seal(bytes(MasterKey.NONCE_BYTES), meantFor, text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("secrets cannot be sealed", e);
        }
    }

    /**
     * Reads what was stored.
     *
     * @throws Unreadable if that takes another master key
     */
    public Map<String, String> read(String meantFor, String column) {
        if (column.startsWith(PLAIN)) {
            return texts(column.substring(PLAIN.length()).getBytes(StandardCharsets.UTF_8));
        }
        try {
            return texts(opened(meantFor, column));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Unreadable(meantFor);
        }
    }

    /** Whether something stored was made by {@link #write}, with whatever key. */
    public static boolean hasMade(String column) {
        return column.startsWith(PLAIN)
                || column.startsWith(ENVELOPE)
                || column.startsWith(WITHOUT_ENVELOPE);
    }

    /** How everything begins that {@link #write} makes now. */
    public String currentPrefix() {
        return current == null ? PLAIN : ENVELOPE + current.name() + ":";
    }

    /** Whether secrets are plain in the database. */
    public boolean isPlain() {
        return current == null;
    }

    private byte[] opened(String meantFor, String column) throws GeneralSecurityException {
        if (column.startsWith(WITHOUT_ENVELOPE)) {
            return opened(meantFor, decoded(column.substring(WITHOUT_ENVELOPE.length())));
        }
        if (!column.startsWith(ENVELOPE)) {
            throw new GeneralSecurityException("no seal");
        }
        String[] parts = column.substring(ENVELOPE.length()).split(":", ENVELOPE_PARTS);
        MasterKey key = known.get(parts[0]);
        if (key == null || parts.length != ENVELOPE_PARTS) {
            throw new GeneralSecurityException("no such key");
        }
        byte[] own = key.open(meantFor, decoded(parts[1]));
        return MasterKey.of(own).open(meantFor, decoded(parts[2]));
    }

    /** By whichever key opens it: it does not say which. */
    private byte[] opened(String meantFor, byte[] sealed) throws GeneralSecurityException {
        for (MasterKey key : known.values()) {
            try {
                return key.open(meantFor, sealed);
            } catch (GeneralSecurityException e) {
                continue; // the next one may
            }
        }
        throw new GeneralSecurityException("no key opens it");
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static byte[] json(Map<String, String> texts) {
        try {
            return JSON.writeValueAsBytes(new TreeMap<>(texts));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON");
        }
    }

    private static Map<String, String> texts(byte[] json) {
        try {
            return JSON.readValue(json, TEXTS);
        } catch (IOException e) {
            throw new IllegalStateException("a column of secrets holds no map of texts");
        }
    }

    /** The secrets were sealed with a master key that this hub does not have. */
    public static final class Unreadable extends RuntimeException {
        Unreadable(String meantFor) {
            super("the secrets of " + meantFor + " were sealed with another serai.master-key");
        }
    }
}
