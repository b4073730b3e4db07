package dev.serai.route.door;

import dev.serai.ingress.InFlight;
import dev.serai.ingress.Ingress;
import dev.serai.ingress.SourceRoutes;
import dev.serai.ingress.Webhook;
import dev.serai.ingress.answer.Answer;
import dev.serai.ingress.answer.Refusal;
import dev.serai.ingress.answer.RefusalReason;
import dev.serai.ingress.answer.Reply;
import dev.serai.outbox.RawRequest;
import dev.serai.problem.ProblemResponse;
import dev.serai.problem.RestOfBody;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes webhooks from the network: {@code /in/{source}}. Reads a request's bytes as they are, sends
 * them through the source's route and answers what has become of them, nothing else. A request
 * waits on its own virtual thread.
 */
final class FrontDoorServlet extends HttpServlet {

    private static final byte[] NO_BODY = {};
    private static final String NO_SOURCE = "";
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration WHEN_MENDED = Duration.ofSeconds(60);

    private final transient FrontDoor door;
    private final transient RunningSources sources;
    private final transient Ingress ingress;
    private final transient InFlight inFlight;
    private final transient BodyReader bodies;
    private final transient InstantSource clock;
    private final transient SampleAnswers samples;

    FrontDoorServlet(
            FrontDoor door,
            RunningSources sources,
            Ingress ingress,
            InFlight inFlight,
            BodyReader bodies,
            InstantSource clock,
            SampleAnswers samples) {
        this.door = door;
        this.sources = sources;
        this.ingress = ingress;
        this.inFlight = inFlight;
        this.bodies = bodies;
        this.clock = clock;
        this.samples = samples;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        long begun = System.nanoTime();
        FrontDoorConsumer route = door.find(request.getRequestURI()).orElse(null);
        Refusal refusal = refusal(request, route);
        if (refusal != null) {
            tell(request, response, refuse(request, source(request, route), begun, refusal));
            return;
        }
        AtomicInteger held = new AtomicInteger();
        try {
            take(request, response, read(request, source(request, route), held), begun);
        } catch (BodyReader.Refused e) {
            tell(request, response, refuse(request, source(request, route), begun, e.refusal()));
        } finally {
            inFlight.release(held.get());
        }
    }

    private @Nullable Refusal refusal(
            HttpServletRequest request, @Nullable FrontDoorConsumer route) {
        if (route == null) {
            return inFlight.isClosed() ? full() : notFound(request);
        }
        if (!route.methods().contains(request.getMethod())) {
            String allowed = route.methods().stream().sorted().collect(Collectors.joining(", "));
            return new Refusal(
                    RefusalReason.METHOD_NOT_ALLOWED,
                    "This source takes " + allowed + ".",
                    Map.of("Allow", allowed));
        }
        RunningSources.Running running = sources.find(source(request, route));
        if (running != null && !running.limits().allowed().contain(request.getRemoteAddr())) {
            return Refusal.of(
                    RefusalReason.ADDRESS_REFUSED,
                    "This source takes requests from the addresses of its provider only.");
        }
        return inFlight.hasRoom() ? null : full();
    }

    /** A sender that is told 404 may never come again, so the hub must be sure. */
    private Refusal notFound(HttpServletRequest request) {
        if (!door.isLoaded()) {
            return Refusal.forNow(RefusalReason.STARTING, "The hub is starting; come again.", SOON);
        }
        return door.whyUnavailable(request.getRequestURI())
                .map(why -> Refusal.forNow(RefusalReason.SOURCE_UNAVAILABLE, why, WHEN_MENDED))
                .orElseGet(
                        () ->
                                Refusal.of(
                                        RefusalReason.SOURCE_UNKNOWN,
                                        "Nothing is taken in at this path."));
    }

    private Refusal full() {
        return inFlight.isClosed()
                ? Refusal.forNow(RefusalReason.STOPPING, "The hub is stopping; come again.", SOON)
                : Refusal.forNow(
                        RefusalReason.BUSY, "The hub has too much to do; come again.", SOON);
    }

    private byte[] read(HttpServletRequest request, String source, AtomicInteger held)
            throws IOException, BodyReader.Refused {
        return bodies.read(
                request.getInputStream(),
                request.getContentLengthLong(),
                bodyBytesMax(source),
                held);
    }

    /** It counts from here on: a stranger who sends slowly keeps nobody else out. */
    private void take(
            HttpServletRequest request, HttpServletResponse response, byte[] body, long begun)
            throws IOException {
        String source = request.getRequestURI().substring(FrontDoor.PATH.length());
        if (!inFlight.enter()) {
            tell(request, response, refuse(request, source, begun, full()));
            return;
        }
        try {
            tell(request, response, run(request, source, body, begun));
        } finally {
            inFlight.leave();
        }
    }

    private Answer run(HttpServletRequest request, String source, byte[] body, long begun) {
        try {
            Webhook webhook = Webhook.received(source, raw(request, body), clock.instant(), begun);
            return ingress.conclude(webhook, door.run(webhook));
        } catch (SourceRoutes.NotRunning e) {
            return refuse(request, source, begun, notFound(request));
        }
    }

    private void tell(HttpServletRequest request, HttpServletResponse response, Answer answer)
            throws IOException {
        samples.answered(request.getHeader(SampleAnswers.HEADER), answer);
        answer(request, response, answer);
    }

    private int bodyBytesMax(String source) {
        RunningSources.Running running = sources.find(source);
        return running == null ? Integer.MAX_VALUE : running.limits().bodyBytesMax();
    }

    /** Requests to no source count as one, or strangers could invent any number of names. */
    private static String source(HttpServletRequest request, @Nullable FrontDoorConsumer route) {
        return route == null
                ? NO_SOURCE
                : request.getRequestURI().substring(FrontDoor.PATH.length());
    }

    private Answer refuse(HttpServletRequest request, String source, long begun, Refusal refusal) {
        return ingress.refuse(
                Webhook.received(source, raw(request, NO_BODY), clock.instant(), begun), refusal);
    }

    private static RawRequest raw(HttpServletRequest request, byte[] body) {
        List<RawRequest.Header> headers = new ArrayList<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                headers.add(new RawRequest.Header(name, value));
            }
        }
        return new RawRequest(
                request.getMethod(),
                request.getRequestURI(),
                request.getQueryString(),
                headers,
                body);
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Answer answer)
            throws IOException {
        switch (answer) {
            case Answer.Accepted accepted -> write(response, reply(accepted));
            case Answer.Replied replied -> write(response, replied.reply());
            case Answer.Refused refused -> refuse(request, response, refused.refusal());
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Refusal refusal)
            throws IOException {
        int status = refusal.problem().status();
        if (status == HttpServletResponse.SC_UNAUTHORIZED && refusesWithoutBody(request)) {
            response.setStatus(status);
            response.setContentLength(0);
            return;
        }
        ProblemResponse.write(response, refusal.problem(), refusal.headers());
        if (status == HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE) {
            RestOfBody.drain(request, response);
        }
    }

    private boolean refusesWithoutBody(HttpServletRequest request) {
        String path = request.getRequestURI();
        RunningSources.Running running =
                path.startsWith(FrontDoor.PATH)
                        ? sources.find(path.substring(FrontDoor.PATH.length()))
                        : null;
        return running != null && running.refusesWithoutBody();
    }

    private static Reply reply(Answer.Accepted accepted) {
        return accepted.reply() != null
                ? accepted.reply()
                : new Reply(
                        HttpServletResponse.SC_OK,
                        "application/json",
                        Map.of(),
                        accepted.receipts().json().getBytes(StandardCharsets.UTF_8));
    }

    private static void write(HttpServletResponse response, Reply reply) throws IOException {
        response.setStatus(reply.status());
        reply.headers().forEach(response::setHeader);
        if (!reply.contentType().isEmpty()) {
            response.setContentType(reply.contentType());
        }
        if (reply.status() != HttpServletResponse.SC_NO_CONTENT) {
            response.setContentLength(reply.body().length);
            response.getOutputStream().write(reply.body());
        }
    }
}
