package dev.serai.route.door;

import dev.serai.outbox.RawRequest;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Message;

/**
 * Which headers of a request a route may see as message headers. Camel's components take orders
 * from message headers ({@code CamelHttpUri}, {@code kafka.OVERRIDE_TOPIC}, mail's {@code to}), so
 * a stranger may only set those that none of them knows: words parted by hyphens, such as {@code
 * x-razorpay-event-id}. What is left out is in the raw request all the same.
 */
final class RequestHeaders {

    /** Hyphened, but meant for the connection, or heeded by a component. */
    private static final Set<String> LEFT_OUT =
            Set.of(
                    "content-encoding",
                    "content-length",
                    "transfer-encoding",
                    "keep-alive",
                    "proxy-authorization",
                    "proxy-connection",
                    "reply-to",
                    "in-reply-to");

    private RequestHeaders() {}

    /** Adds a header if it is harmless; a repeated one becomes a list, as HTTP has it. */
    static void add(Message message, RawRequest.Header header) {
        String name = header.name().toLowerCase(Locale.ROOT);
        if (!isSeen(name)) {
            return;
        }
        Object before = message.getHeader(name);
        message.setHeader(name, before == null ? header.value() : before + ", " + header.value());
    }

    private static boolean isSeen(String name) {
        return isHyphened(name)
                && !LEFT_OUT.contains(name)
                && !name.startsWith("camel-")
                && !name.startsWith("kafka-");
    }

    /** Words of letters and digits parted by single hyphens, by hand: every header pays for it. */
    private static boolean isHyphened(String name) {
        boolean hyphen = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean word = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            boolean between = i > 0 && i < name.length() - 1 && name.charAt(i - 1) != '-';
            if (!word && !(c == '-' && between)) {
                return false;
            }
            hyphen |= c == '-';
        }
        return hyphen;
    }
}
