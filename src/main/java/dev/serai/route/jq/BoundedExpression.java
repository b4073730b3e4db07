package dev.serai.route.jq;

import java.lang.reflect.Field;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.language.jq.JqExpression;

/** One program of jq; each run has a budget. Thread-safe once it is ready, as Camel's own is. */
final class BoundedExpression extends JqExpression {

    private final long units;

    BoundedExpression(Scope scope, String program, long units) {
        super(scope, program);
        this.units = units;
    }

    @Override
    public void init(CamelContext context) {
        super.init(context);
        Instrument.into(query());
    }

    private JsonQuery query() {
        try {
            Field query = JqExpression.class.getDeclaredField("query");
            query.setAccessible(true);
            return (JsonQuery) query.get(this);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Camel's jq is not the one that is known", e);
        }
    }

    @Override
    public Object evaluate(Exchange exchange) {
        try {
            return Budget.within(units, () -> super.evaluate(exchange));
        } catch (RuntimeCamelException e) {
            if (e.getCause() instanceof TooMuch tooMuch) {
                throw tooMuch;
            }
            throw e;
        }
    }
}
