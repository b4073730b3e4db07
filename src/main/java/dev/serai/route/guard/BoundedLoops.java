package dev.serai.route.guard;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Ends a loop that does not end by itself: it would keep its thread for good, and whoever waits for
 * it, even when its route is gone. Routes without a loop have nothing of it.
 */
final class BoundedLoops implements InterceptStrategy {

    /** In all loops of an exchange together; some seconds' work at most. */
    static final int STEPS_MAX = 100_000;

    private static final String STEPS = "CamelSeraiLoopSteps";

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor next) {
        boolean isLoop = definition instanceof LoopDefinition;
        return isLoop || isWithinLoop(definition) ? new Counted(target) : target;
    }

    private static boolean isWithinLoop(NamedNode definition) {
        NamedNode outer = definition.getParent();
        while (outer != null && !(outer instanceof LoopDefinition)) {
            outer = outer.getParent();
        }
        return outer != null;
    }

    /** The loop itself counts too: what it copies for each turn shares the count by that. */
    private static final class Counted extends DelegateAsyncProcessor {

        private Counted(Processor target) {
            super(target);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            AtomicInteger steps = exchange.getProperty(STEPS, AtomicInteger.class);
            if (steps == null) {
                steps = new AtomicInteger();
                exchange.setProperty(STEPS, steps);
            }
            if (steps.incrementAndGet() > STEPS_MAX) {
                exchange.setException(
                        new Refused(
                                new Objection(
                                        "loop_endless",
                                        "a loop was not done after " + STEPS_MAX + " steps",
                                        "let it end")));
                callback.done(true);
                return true;
            }
            return super.process(exchange, callback);
        }
    }
}
