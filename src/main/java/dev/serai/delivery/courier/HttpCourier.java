package dev.serai.delivery.courier;

import dev.serai.delivery.connection.Connections;
import dev.serai.delivery.connection.Deadline;
import dev.serai.delivery.connection.NoReply;
import dev.serai.delivery.connection.Reply;
import dev.serai.delivery.token.NoToken;
import dev.serai.delivery.token.Token;
import dev.serai.delivery.token.Tokens;
import dev.serai.subscription.Endpoint;
import dev.serai.subscription.secret.TokenClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/** Posts the event's data. What the status says counts; the body is only kept for the record. */
final class HttpCourier implements Courier {

    /** How much of an answer is kept. */
    private static final int START_BYTES_MAX = 1 << 10;

    private static final int OK = 200;
    private static final int REDIRECT = 300;
    private static final int UNAUTHORIZED = 401;
    private static final int GONE = 410;

    private final Connections connections;
    private final Tokens tokens;
    private final InstantSource clock;
    private final Duration limit;
    private final Set<SignatureNames> names;

    /**
     * Makes one.
     *
     * @param limit how long an attempt may take, with all that it takes
     */
    HttpCourier(
            Connections connections,
            Tokens tokens,
            InstantSource clock,
            Duration limit,
            Set<SignatureNames> names) {
        this.connections = connections;
        this.tokens = tokens;
        this.clock = clock;
        this.limit = limit;
        this.names = names;
    }

    @Override
    public Outcome deliver(Delivery delivery) {
        Instant at = clock.instant();
        Deadline deadline = Deadline.in(limit);
        try {
            return outcome(authorized(delivery, at, deadline), at, deadline);
        } catch (NoReply | NoToken e) {
            return new Outcome.Failed(
                    new Answer(at, deadline.spent(), Answer.NONE, String.valueOf(e.getMessage())),
                    null);
        }
    }

    /** A token that is not taken is replaced, once: it may have been taken back before its end. */
    private Reply authorized(Delivery delivery, Instant at, Deadline deadline)
            throws NoReply, NoToken {
        Endpoint endpoint = delivery.endpoint();
        TokenClient by = endpoint.secrets().credentials().tokens();
        if (by == null) {
            return post(delivery, null, at, deadline);
        }
        Token token = tokens.get(endpoint.id(), by, deadline);
        Reply reply = post(delivery, token, at, deadline);
        if (reply.status() != UNAUTHORIZED) {
            return reply;
        }
        Token other = tokens.instead(endpoint.id(), by, token, deadline);
        return other.equals(token) ? reply : post(delivery, other, at, deadline);
    }

    private Reply post(Delivery delivery, @Nullable Token token, Instant at, Deadline deadline)
            throws NoReply {
        HttpPost request = new HttpPost(delivery.endpoint().settings().url().uri());
        Posted posted = Posted.of(delivery);
        WebhookHeaders.of(delivery, posted, at, names).forEach(request::addHeader);
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token.value());
        }
        request.setEntity(new ByteArrayEntity(posted.body(), null));
        return connections.post(
                request,
                delivery.endpoint().secrets().credentials().identity(),
                deadline,
                START_BYTES_MAX);
    }

    private Outcome outcome(Reply reply, Instant at, Deadline deadline) {
        int status = reply.status();
        Answer answer = new Answer(at, deadline.spent(), status, text(reply.start()));
        if (status >= OK && status < REDIRECT) {
            return new Outcome.Delivered(answer);
        }
        if (status == GONE) {
            return new Outcome.Refused(answer);
        }
        return new Outcome.Failed(answer, RetryAfter.parse(reply.retryAfter(), clock.instant()));
    }

    /** PostgreSQL keeps every character but this one. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }
}
