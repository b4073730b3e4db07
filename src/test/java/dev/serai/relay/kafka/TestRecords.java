package dev.serai.relay.kafka;

import java.util.Random;

/** Data for records. */
public final class TestRecords {

    private static final int LETTERS = 26;

    private TestRecords() {}

    /** Text that no codec makes much smaller; the same at each call. */
    public static String incompressible(int length) {
        Random random = new Random(length);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ((random.nextBoolean() ? 'a' : 'A') + random.nextInt(LETTERS)));
        }
        return text.toString();
    }
}
