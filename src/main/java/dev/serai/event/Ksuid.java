package dev.serai.event;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Makes KSUIDs: 27 characters of base 62 that sort by the time they were made at, after segmentio's
 * format (4 bytes of seconds since 2014-05-13T16:53:20Z, 16 bytes of which the first two are the
 * part of the second, in 65536ths, and the others random). Thread-safe when its random generator
 * is.
 */
public final class Ksuid {

    /** The length of every KSUID, in characters. */
    public static final int LENGTH = 27;

    private static final long EPOCH_SECOND = 1_400_000_000L;
    private static final int BYTES = 20;
    private static final int RANDOM_BITS = 48;
    private static final long NANOS = 1_000_000_000L;
    private static final char[] DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".toCharArray();

    private final InstantSource clock;
    private final RandomGenerator random;

    public Ksuid(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new one, of now. */
    public String next() {
        return at(clock.instant());
    }

    /** One of a time, for what is written down later than it was. */
    public String at(Instant instant) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putInt((int) (instant.getEpochSecond() - EPOCH_SECOND));
        long part = ((long) instant.getNano() << Character.SIZE) / NANOS;
        bytes.putLong(part << RANDOM_BITS | random.nextLong() >>> Character.SIZE);
        bytes.putLong(random.nextLong());
        return encode(bytes.array());
    }

    /** The least KSUID of an instant's second: a bound for queries by time. */
    public static String floor(Instant instant) {
        long second = Math.clamp(instant.getEpochSecond() - EPOCH_SECOND, 0L, 0xFFFF_FFFFL);
        return encode(ByteBuffer.allocate(BYTES).putInt((int) second).array());
    }

    /** Whether a text has the form of a KSUID. */
    public static boolean looksLikeOne(String text, int from) {
        if (text.length() - from != LENGTH) {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            if (Arrays.binarySearch(DIGITS, text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Long division by 62 on five 32-bit words: no BigInteger, since every event pays for it. */
    private static String encode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long[] words = new long[BYTES / Integer.BYTES];
        for (int i = 0; i < words.length; i++) {
            words[i] = in.getInt() & 0xFFFF_FFFFL;
        }
        char[] out = new char[LENGTH];
        for (int digit = LENGTH - 1; digit >= 0; digit--) {
            long remainder = 0;
            for (int i = 0; i < words.length; i++) {
                long value = (remainder << 32) | words[i];
                words[i] = value / DIGITS.length;
                remainder = value % DIGITS.length;
            }
            out[digit] = DIGITS[(int) remainder];
        }
        return new String(out);
    }
}
