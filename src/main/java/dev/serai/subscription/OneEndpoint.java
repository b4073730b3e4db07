package dev.serai.subscription;

import dev.serai.event.Event;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event that is for one endpoint only, whatever the endpoints want: its source says so. It is an
 * event like any other for everybody else.
 */
public final class OneEndpoint {

    private static final String END = "/send-example";
    private static final Pattern SOURCE =
            Pattern.compile("/api/v1/app/[^/]+/endpoint/([^/]+)" + END);

    private OneEndpoint() {}

    /** The source of events for an endpoint only. */
    public static String source(Endpoint endpoint) {
        return "/api/v1/app/" + endpoint.owner().project() + "/endpoint/" + endpoint.id() + END;
    }

    /** The id of the endpoint that an event is for; empty for an event that is for all. */
    static Optional<String> of(Event event) {
        if (!event.source().endsWith(END)) {
            return Optional.empty();
        }
        Matcher matcher = SOURCE.matcher(event.source());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
