package dev.serai.subscription;

import java.util.Locale;
import java.util.Set;

/** Headers that an endpoint's owner cannot set: they say what is sent and to whom, or how. */
public final class ReservedHeaders {

    private static final Set<String> NAMES =
            Set.of(
                    "connection",
                    "content-encoding",
                    "content-length",
                    "content-type",
                    "expect",
                    "host",
                    "http2-settings",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "traceparent",
                    "tracestate",
                    "transfer-encoding",
                    "upgrade",
                    "user-agent");

    private ReservedHeaders() {}

    /** Whether a header is the hub's; capitals do not count. */
    public static boolean holds(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        return NAMES.contains(plain)
                || plain.startsWith("webhook-")
                || plain.startsWith("svix-")
                || plain.startsWith("ce-");
    }
}
