package dev.serai.route.check;

import java.util.Map;

/** What a sink's message holds at a step, as far as the draft tells. */
enum BodyInHand {
    /** The entries of a batch, or one of them. */
    ENTRIES,
    /** One event's data, or JSON: anything but entries. */
    DATA,
    /** A step before has made something of it that the draft does not tell. */
    UNKNOWN;

    static BodyInHand handed(Map<String, String> options) {
        boolean together = options.getOrDefault("batch", "").equals("true");
        boolean isData = options.getOrDefault("form", "data").equals("data");
        return together && isData ? ENTRIES : DATA;
    }

    /** After a way that may or may not be gone. */
    BodyInHand or(BodyInHand other) {
        return this == other ? this : UNKNOWN;
    }
}
