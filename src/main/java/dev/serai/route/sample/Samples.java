package dev.serai.route.sample;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.event.Ksuid;
import dev.serai.ingress.answer.Answer;
import dev.serai.ingress.answer.Receipt;
import dev.serai.ingress.source.Source;
import dev.serai.route.connector.Connector;
import dev.serai.route.connector.Connector.Sample;
import dev.serai.route.connector.Connectors;
import dev.serai.route.door.RunningSources;
import dev.serai.route.door.SampleAnswers;
import dev.serai.route.source.SourceStatus;
import dev.serai.signing.message.DraftMessage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plays the provider of a source: makes one of its connector's samples, signs it with the source's
 * secret and sends it in at the front door, like any webhook. Thread-safe; waits for the answer.
 */
public final class Samples {

    private final Connectors connectors;
    private final RunningSources running;
    private final OwnDoor door;
    private final SampleAnswers answers;
    private final InstantSource clock;
    private final Ksuid ksuid;

    Samples(
            Connectors connectors,
            RunningSources running,
            OwnDoor door,
            SampleAnswers answers,
            InstantSource clock,
            Ksuid ksuid) {
        this.connectors = connectors;
        this.running = running;
        this.door = door;
        this.answers = answers;
        this.clock = clock;
        this.ksuid = ksuid;
    }

    /**
     * What was sent and what became of it.
     *
     * @param sent with its signature
     * @param status the HTTP status of the answer
     * @param body the answer's
     * @param events what it became, if it was accepted
     * @param fault why it became no event but was parked; null if it was not
     */
    public record Outcome(
            DraftMessage sent,
            int status,
            String body,
            List<Receipt> events,
            @Nullable String fault) {}

    /**
     * Sends a sample.
     *
     * @param source a source of the caller's
     * @param event the sample's name; empty for the first
     * @param set what is to be otherwise in its JSON, by JSON pointer
     * @throws SampleRefused if it cannot be made or signed
     */
    public Outcome send(SourceStatus source, String event, Map<String, JsonNode> set) {
        RunningSources.Running found = running.find(source.name());
        if (found == null) {
            throw new SampleRefused("", "the source is not in use");
        }
        Source.Proof proof = found.source().proof();
        if (!proof.canSign()) {
            throw new SampleRefused(
                    "", "only the provider can sign: its private key is not the hub's to have");
        }
        Instant now = clock.instant();
        String told = proof.url();
        DraftMessage draft =
                new FillSample(ksuid.next(), now)
                        .message(
                                sample(source.connector(), event),
                                told.isEmpty() ? door.url(source.name()) : told,
                                set);
        return send(source.name(), signed(proof, draft, now));
    }

    /**
     * Makes a sample and does not sign it.
     *
     * @param event the sample's name; empty for the first
     * @param set what is to be otherwise in its JSON, by JSON pointer
     * @throws SampleRefused if it cannot be made
     */
    public DraftMessage make(String connector, String event, Map<String, JsonNode> set) {
        return new FillSample(ksuid.next(), clock.instant())
                .message(sample(connector, event), door.url(connector), set);
    }

    private Sample sample(String connector, String event) {
        List<Sample> samples = connectors.find(connector).map(Connector::samples).orElse(List.of());
        if (samples.isEmpty()) {
            throw new SampleRefused("", "the connector " + connector + " brings no samples along");
        }
        Optional<Sample> named =
                samples.stream()
                        .filter(sample -> event.isEmpty() || sample.name().equals(event))
                        .findFirst();
        return named.orElseThrow(
                () ->
                        new SampleRefused(
                                "/event",
                                "is one of " + samples.stream().map(Sample::name).toList()));
    }

    private static DraftMessage signed(Source.Proof proof, DraftMessage draft, Instant now) {
        try {
            return proof.sign(draft, now);
        } catch (IllegalArgumentException e) {
            throw new SampleRefused("", "it cannot be signed here: " + e.getMessage());
        }
    }

    private static Outcome outcome(
            DraftMessage message, HttpResponse<String> answer, @Nullable Answer became) {
        return became instanceof Answer.Accepted accepted
                ? new Outcome(
                        message,
                        answer.statusCode(),
                        answer.body(),
                        accepted.receipts().all(),
                        accepted.fault())
                : new Outcome(message, answer.statusCode(), answer.body(), List.of(), null);
    }

    private Outcome send(String source, DraftMessage message) {
        String token = ksuid.next();
        answers.expect(token);
        try {
            HttpResponse<String> answer = door.send(source, message, token);
            return outcome(message, answer, answers.take(token).orElse(null));
        } catch (IOException e) {
            throw new SampleRefused(
                    "", "the hub did not reach its own front door: " + e.getMessage());
        } finally {
            answers.take(token);
        }
    }
}
