package dev.serai.signing;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.signing.options.Schemes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Messages that providers publish, in their documents or their own libraries' tests, and some that
 * are made after them; known-answers.json says where each is from. The options are written as a
 * connector writes them.
 */
public final class KnownAnswers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private KnownAnswers() {}

    /** A message that is its sender's. */
    public static Stream<Answer> right() {
        return providers()
                .flatMap(
                        provider ->
                                each(provider.path("messages"))
                                        .map(message -> answer(provider, message)));
    }

    /** The same with one thing changed, so that they are no more. */
    static Stream<Answer> tampered() {
        return providers()
                .flatMap(
                        provider ->
                                each(provider.path("messages"))
                                        .flatMap(
                                                message ->
                                                        each(message.path("tampered"))
                                                                .map(
                                                                        change ->
                                                                                answer(
                                                                                                provider,
                                                                                                message)
                                                                                        .with(
                                                                                                change))));
    }

    public static Answer named(String name) {
        return right().filter(answer -> answer.name.equals(name)).findFirst().orElseThrow();
    }

    private static Stream<JsonNode> providers() {
        try (InputStream in = KnownAnswers.class.getResourceAsStream("known-answers.json")) {
            return each(JSON.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Answer answer(JsonNode provider, JsonNode message) {
        TestRequest request =
                new TestRequest(message.path("body").asText())
                        .to(message.path("method").asText("POST"), message.path("url").asText(""))
                        .at(message.path("now").asLong(TestRequest.NOW.getEpochSecond()));
        return new Answer(
                message.path("name").asText(),
                texts(provider.path("options")),
                message.path("secret").asText(),
                texts(message.path("documents")),
                withHeaders(request, message.path("headers")));
    }

    private static TestRequest withHeaders(TestRequest request, JsonNode headers) {
        TestRequest with = request;
        for (JsonNode line : headers) {
            with = with.with(line.get(0).asText(), line.get(1).asText());
        }
        return with;
    }

    private static Map<String, String> texts(JsonNode object) {
        return object.isMissingNode()
                ? Map.of()
                : JSON.convertValue(object, new TypeReference<>() {});
    }

    /** A message, and how it proves itself. */
    public record Answer(
            String name,
            Map<String, String> options,
            String secret,
            Map<String, String> documents,
            TestRequest request) {

        public Scheme scheme() {
            return Schemes.read(options, TestKeys.of(documents));
        }

        public Verifier verifier() {
            return scheme().with(List.of(Secret.of(secret)));
        }

        public Verdict verdict() {
            return verdict(request);
        }

        public Verdict verdict(TestRequest other) {
            return verifier().verify(other, other.now()).verdict();
        }

        Answer with(JsonNode change) {
            Map<String, String> changed = new HashMap<>(options);
            changed.putAll(texts(change.path("options")));
            TestRequest other =
                    change.has("headers")
                            ? withHeaders(request.withoutHeaders(), change.path("headers"))
                            : request;
            if (change.has("body")) {
                other = other.withBody(change.path("body").asText());
            }
            if (change.has("url")) {
                other = other.to(request.method(), change.path("url").asText());
            }
            if (change.has("now")) {
                other = other.at(change.path("now").asLong());
            }
            return new Answer(
                    name + " with its " + change.path("what").asText(),
                    changed,
                    change.path("secret").asText(secret),
                    documents,
                    other);
        }

        public Instant now() {
            return request.now();
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
