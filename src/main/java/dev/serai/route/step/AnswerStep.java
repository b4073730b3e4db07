package dev.serai.route.step;

import dev.serai.ingress.answer.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * {@code ingress:answer}: what a provider wants to hear when its webhook is accepted, be it new, a
 * copy, or kept because it could not be mapped. Any other outcome is answered as ever. Its options:
 *
 * <ul>
 *   <li>{@code status} (200), from 200 to 299
 *   <li>{@code body} (empty), as it is, at most 4 KiB
 *   <li>{@code contentType} (text/plain; of a body)
 * </ul>
 */
final class AnswerStep implements Processor {

    /** The names of the options. */
    static final Set<String> NAMES = Set.of("status", "body", "contentType");

    private static final int BODY_BYTES_MAX = 4 * 1024;
    private static final int NO_CONTENT = 204;
    private static final Pattern CONTENT_TYPE =
            Pattern.compile("[a-zA-Z0-9.+*-]+/[a-zA-Z0-9.+*-]+( *;[\\x20-\\x7e]*)?");

    private final Reply reply;

    AnswerStep(StepOptions options) {
        int status = options.number("status", 200, 200, 299);
        byte[] body = options.text("body", "").getBytes(StandardCharsets.UTF_8);
        if (body.length > BODY_BYTES_MAX) {
            throw new IllegalArgumentException("the option body is at most 4 KiB");
        }
        if (body.length > 0 && (status == NO_CONTENT || status == 205)) {
            throw new IllegalArgumentException("an answer of status " + status + " has no body");
        }
        String type = contentType(options.text("contentType", ""));
        this.reply =
                new Reply(status, type.isEmpty() && body.length > 0 ? TEXT : type, Map.of(), body);
    }

    /** What an answer is when its route does not say. */
    static final String TEXT = "text/plain;charset=UTF-8";

    /**
     * Checks a media type that a route gives.
     *
     * @throws IllegalArgumentException if it is none
     */
    static String contentType(String given) {
        if (!given.isEmpty() && !CONTENT_TYPE.matcher(given).matches()) {
            throw new IllegalArgumentException("the option contentType is a media type");
        }
        return given;
    }

    Reply reply() {
        return reply;
    }

    @Override
    public void process(Exchange exchange) {
        VerifyEndpoint.webhook(exchange).replyWith(reply);
    }
}
