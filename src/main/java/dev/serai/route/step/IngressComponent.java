package dev.serai.route.step;

import dev.serai.ingress.Ingress;
import dev.serai.ingress.IngressLimits;
import dev.serai.ingress.answer.Reply;
import dev.serai.ingress.source.LearnedSecrets;
import dev.serai.outbox.RawRequest;
import dev.serai.route.door.RunningSources;
import dev.serai.route.door.SourceLimits;
import dev.serai.signing.keys.KeySources;
import dev.serai.tenant.Projects;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code ingress:verify}, {@code handshake}, {@code answer}, {@code form} and {@code append}: what
 * a source's route does with a webhook. Verifying ends the route for one that is not its sender's;
 * appending returns when it is durable.
 */
public final class IngressComponent extends DefaultComponent {

    /** How URIs of its steps begin. */
    public static final String SCHEME = "ingress";

    /** An option of verify: how a request is refused, by a {@code problem} or {@code empty}. */
    private static final String REFUSAL = "refusal";

    /** The names of the options of all steps. */
    public static final Set<String> OPTIONS =
            Stream.of(
                            SourceOptions.NAMES,
                            SourceLimits.NAMES,
                            AnswerStep.NAMES,
                            FormStep.NAMES,
                            Handshake.NAMES,
                            Set.of(REFUSAL))
                    .flatMap(Set::stream)
                    .collect(Collectors.toUnmodifiableSet());

    private final Ingress ingress;
    private final Projects projects;
    private final IngressLimits limits;
    private final RunningSources running;
    private final KeySources keys;
    private final LearnedSecrets learned;

    IngressComponent(
            Ingress ingress,
            Projects projects,
            IngressLimits limits,
            RunningSources running,
            KeySources keys,
            LearnedSecrets learned) {
        this.learned = learned;
        this.running = running;
        this.ingress = ingress;
        this.projects = projects;
        this.limits = limits;
        this.keys = keys;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String what, Map<String, Object> parameters) {
        return switch (what) {
            case "verify" ->
                    new VerifyEndpoint(
                            uri,
                            this,
                            ingress,
                            new RunningSources.Running(
                                    new SourceOptions(getCamelContext(), parameters)
                                            .source(projects, keys, learned),
                                    limits(new StepOptions(parameters)),
                                    refusesWithoutBody(new StepOptions(parameters))));
            case "handshake" ->
                    new StepEndpoint(
                            uri,
                            this,
                            new HandshakeStep(
                                    Handshake.of(new StepOptions(parameters)),
                                    ingress,
                                    running,
                                    keys.documents()));
            case "answer" ->
                    new StepEndpoint(uri, this, new AnswerStep(new StepOptions(parameters)));
            case "form" -> new StepEndpoint(uri, this, new FormStep(new StepOptions(parameters)));
            case "append" -> new AppendEndpoint(uri, this, ingress, limits.bodyBytesMax());
            default ->
                    throw new IllegalArgumentException(
                            "there is ingress:verify, handshake, answer, form and append, not "
                                    + what);
        };
    }

    /** What {@code ingress:form} does: it needs nothing but the exchange. */
    public static Processor form(Map<String, Object> parameters) {
        return new FormStep(new StepOptions(parameters));
    }

    /**
     * What {@code ingress:handshake} answers to a request from whoever must have sent it; empty if
     * the request is no handshake. Nothing is learned, and nothing visited.
     */
    public static Optional<Reply> handshake(Map<String, Object> parameters, RawRequest request) {
        Handshake handshake = Handshake.of(new StepOptions(parameters));
        RequestParts parts = new RequestParts(request);
        return handshake.isAsked(parts)
                ? Optional.ofNullable(handshake.reply(parts))
                : Optional.empty();
    }

    /** What {@code ingress:answer} has a webhook answered with that is accepted. */
    public static Reply answer(Map<String, Object> parameters) {
        return new AnswerStep(new StepOptions(parameters)).reply();
    }

    private static boolean refusesWithoutBody(StepOptions options) {
        return switch (options.text(REFUSAL, "problem")) {
            case "problem" -> false;
            case "empty" -> true;
            default -> throw new IllegalArgumentException("the option refusal is problem or empty");
        };
    }

    private SourceLimits limits(StepOptions options) {
        return SourceLimits.of(
                options.text("bodyMax", ""), options.text("allowedIps", ""), limits.bodyBytesMax());
    }
}
