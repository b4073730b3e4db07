package dev.serai.route;

import dev.serai.outbox.RawRequest;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.Message;

/**
 * Which headers of a request a route may see as message headers. Camel's components take orders
 * from message headers ({@code CamelHttpUri}, {@code kafka.OVERRIDE_TOPIC}, mail's {@code to}), so
 * a stranger may only set those that none of them knows: words parted by hyphens, such as {@code
 * x-razorpay-event-id}. What is left out is in the raw request all the same.
 */
final class RequestHeaders {

    private static final Pattern HARMLESS = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)+");

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
        return HARMLESS.matcher(name).matches()
                && !LEFT_OUT.contains(name)
                && !name.startsWith("camel-")
                && !name.startsWith("kafka-");
    }
}
