package dev.serai.api.portal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Capability;
import dev.serai.access.PortalTokens;
import dev.serai.api.Fields;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a portal's key is to be good for out of a request's body. */
record PortalFields(Fields fields) {

    private static final Pattern SESSION = Pattern.compile("[a-zA-Z0-9@_-]{1,64}");
    private static final Pattern FLAG = Pattern.compile("[a-zA-Z0-9._-]{1,256}");
    private static final int FLAGS_MAX = 100;
    private static final int SESSIONS_MAX = 1_000;
    private static final Duration LATER_MAX = Duration.ofDays(3);
    private static final Set<String> ACCESS =
            Set.of(
                    "application",
                    "capabilities",
                    "expiry",
                    "featureFlags",
                    "readOnly",
                    "sessionId");

    static PortalFields ofAccess(JsonNode body) {
        return new PortalFields(Fields.of(body).known(ACCESS));
    }

    static PortalFields ofExpiry(JsonNode body) {
        return new PortalFields(Fields.of(body).known(Set.of("expiry", "sessionIds")));
    }

    @Nullable JsonNode application() {
        JsonNode application = fields.object().path("application");
        return application.isObject() ? application : null;
    }

    /** All of them, if nobody says; those to look at, for whoever may only read. */
    Set<Capability> capabilities() {
        List<Capability> named =
                fields.list("capabilities", Capability.values().length, PortalFields::capability);
        if (!fields.flag("readOnly", false)) {
            return named.isEmpty() ? EnumSet.allOf(Capability.class) : EnumSet.copyOf(named);
        }
        if (!Set.of(Capability.VIEW_BASE).containsAll(named)) {
            throw Fields.wrong("/capabilities", "is ViewBase only, for what is readOnly");
        }
        return EnumSet.of(Capability.VIEW_BASE);
    }

    List<String> featureFlags() {
        return fields.list(
                "featureFlags",
                FLAGS_MAX,
                text -> matching(FLAG, text, "is 1 to 256 characters of a-z A-Z 0-9 . _ -"));
    }

    @Nullable String session() {
        String text = fields.text("sessionId", Integer.MAX_VALUE);
        return text == null ? null : Fields.read("/sessionId", text, PortalFields::session);
    }

    List<String> sessions() {
        return fields.list("sessionIds", SESSIONS_MAX, PortalFields::session);
    }

    /** How long a key lives: a week at most. */
    Duration life() {
        Duration life = seconds(PortalTokens.LIFE_MAX, PortalTokens.LIFE_MAX);
        if (life.isZero()) {
            throw Fields.wrong("/expiry", "is 1 second at least");
        }
        return life;
    }

    /** After how long keys end. */
    Duration later() {
        return seconds(Duration.ZERO, LATER_MAX);
    }

    private Duration seconds(Duration usual, Duration most) {
        JsonNode given = fields.object().path("expiry");
        if (given.isMissingNode() || given.isNull()) {
            return usual;
        }
        if (!given.canConvertToLong() || given.asLong() < 0 || given.asLong() > most.toSeconds()) {
            throw Fields.wrong("/expiry", "is 0 to " + most.toSeconds() + ", whole seconds");
        }
        return Duration.ofSeconds(given.asLong());
    }

    private static Capability capability(String text) {
        return Capability.of(text)
                .orElseThrow(() -> new IllegalArgumentException("is no capability"));
    }

    private static String session(String text) {
        return matching(SESSION, text, "is 1 to 64 characters of a-z A-Z 0-9 @ _ -");
    }

    private static String matching(Pattern pattern, String text, String otherwise) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(otherwise);
        }
        return text;
    }
}
