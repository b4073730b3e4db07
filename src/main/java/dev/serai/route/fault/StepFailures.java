package dev.serai.route.fault;

import com.fasterxml.jackson.core.JacksonException;
import dev.serai.route.guard.Refused;
import dev.serai.route.jq.TooMuch;
import java.net.URISyntaxException;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.camel.ExpressionEvaluationException;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.RuntimeExchangeException;
import org.apache.camel.RuntimeExpressionException;
import org.apache.camel.TypeConversionException;
import org.apache.camel.ValidationException;

/** What a step of the route throws that cannot read the event, or does not want it. */
final class StepFailures {

    private static final List<Class<? extends Throwable>> OF_THE_EVENT =
            List.of(
                    JacksonException.class,
                    CharacterCodingException.class,
                    DateTimeException.class,
                    ExpressionEvaluationException.class,
                    RuntimeExpressionException.class,
                    RuntimeExchangeException.class,
                    InvalidPayloadException.class,
                    NoTypeConversionAvailableException.class,
                    TypeConversionException.class,
                    ValidationException.class,
                    // An address that was made of the event is none, or none for routes.
                    ResolveEndpointFailedException.class,
                    NoSuchEndpointException.class,
                    URISyntaxException.class,
                    Refused.class,
                    TooMuch.class,
                    IllegalArgumentException.class,
                    ClassCastException.class,
                    NullPointerException.class,
                    IndexOutOfBoundsException.class,
                    NoSuchElementException.class,
                    ArithmeticException.class);

    private StepFailures() {}

    static Optional<Fault> read(Throwable failure) {
        if (OF_THE_EVENT.stream().noneMatch(type -> type.isInstance(failure))) {
            return Optional.empty();
        }
        return Optional.of(
                Fault.ofEvent("a step of the route cannot take the event: " + words(failure)));
    }

    private static String words(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root instanceof JacksonException e) {
            // Its message would quote the source.
            return e.getOriginalMessage();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
