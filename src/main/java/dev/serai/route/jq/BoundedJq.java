package dev.serai.route.jq;

import net.thisptr.jackson.jq.Scope;
import org.apache.camel.Expression;
import org.apache.camel.language.jq.JqLanguage;
import org.jspecify.annotations.Nullable;

/** Camel's jq, bounded: every run of a program ends, and what it makes fits into memory. */
public final class BoundedJq extends JqLanguage {

    private final long units;

    /** With the usual bounds. */
    public BoundedJq() {
        this(Budget.UNITS_MAX);
    }

    /** With others: a unit is a value that is made, or some nanoseconds of work. */
    BoundedJq(long units) {
        this.units = units;
    }

    @Override
    public void init() {
        super.init();
        Instrument.into(getRootScope());
    }

    @Override
    public Expression createExpression(
            @Nullable Expression source, String expression, @Nullable Object[] properties) {
        BoundedExpression bounded =
                new BoundedExpression(Scope.newChildScope(getRootScope()), expression, units);
        bounded.setResultType(property(Class.class, properties, 0, null));
        bounded.setSource(source);
        if (getCamelContext() != null) {
            bounded.init(getCamelContext());
        }
        return bounded;
    }
}
