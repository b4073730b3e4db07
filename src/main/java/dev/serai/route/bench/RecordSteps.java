package dev.serai.route.bench;

import dev.serai.route.bench.Trial.Step;
import java.time.Duration;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.processor.LogProcessor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Lets the recorder see every step before and after. */
record RecordSteps(Recorder recorder) implements InterceptStrategy {

    /** In characters or bytes: a draft that doubles its message some thirty times has no end. */
    private static final long WEIGHT_MAX = 16L * 1024 * 1024;

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor next) {
        Step step = step(definition);
        Processor doing = target instanceof LogProcessor log ? written(log) : target;
        return new DelegateAsyncProcessor(doing) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                return record(step, exchange, callback, super::process);
            }
        };
    }

    /** What would be in the hub's log is written down like all that would leave. */
    private Processor written(LogProcessor log) {
        return exchange -> {
            Expression expression = log.getExpression();
            recorder.log(
                    ShowMessage.clipped(
                            expression == null
                                    ? log.getMessage()
                                    : expression.evaluate(exchange, String.class)));
        };
    }

    /** What is done between the two looks. */
    private interface Doing {
        boolean process(Exchange exchange, AsyncCallback callback);
    }

    private boolean record(Step step, Exchange exchange, AsyncCallback callback, Doing doing) {
        int place;
        try {
            place = recorder.begin(step);
        } catch (Recorder.TooMuch e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        long begun = System.nanoTime();
        return doing.process(
                exchange,
                doneSync -> {
                    if (ShowMessage.weight(exchange) > WEIGHT_MAX) {
                        exchange.setException(
                                new Recorder.TooMuch(
                                        "its message had grown beyond "
                                                + WEIGHT_MAX / 1024 / 1024
                                                + " MiB"));
                    }
                    Exception failure = exchange.getException();
                    recorder.end(
                            place,
                            ShowMessage.of(exchange),
                            Duration.ofNanos(System.nanoTime() - begun),
                            failure == null ? null : Told.of(failure));
                    callback.done(doneSync);
                });
    }

    private static Step step(NamedNode definition) {
        return new Step(
                route(definition),
                String.valueOf(definition.getId()),
                Math.max(0, definition.getLineNumber()),
                definition.getShortName(),
                PlainUri.of(String.valueOf(definition.getLabel())),
                null,
                Duration.ZERO,
                null);
    }

    private static String route(NamedNode definition) {
        RouteDefinition route = ProcessorDefinitionHelper.getRoute(definition);
        return route == null ? "" : String.valueOf(route.getRouteId());
    }
}
