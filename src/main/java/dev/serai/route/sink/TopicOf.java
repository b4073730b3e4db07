package dev.serai.route.sink;

import dev.serai.event.Event;
import dev.serai.relay.kafka.EventHeaders;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** Says to which topic an event goes: one for all, or by an expression. Thread-safe. */
final class TopicOf {

    private final CamelContext context;
    private final String text;
    private final @Nullable Expression expression;

    private TopicOf(CamelContext context, String text, @Nullable Expression expression) {
        this.context = context;
        this.text = text;
        this.expression = expression;
    }

    static TopicOf of(CamelContext context, String text) {
        if (!text.contains("${") && !text.contains("$simple{")) {
            return new TopicOf(context, text, null);
        }
        Expression expression = context.resolveLanguage("simple").createExpression(text);
        expression.init(context);
        return new TopicOf(context, text, expression);
    }

    /** The topic, when it is one for all. */
    Optional<String> constant() {
        return expression == null ? Optional.of(text) : Optional.empty();
    }

    String topic(Event event) {
        if (expression == null) {
            return text;
        }
        Exchange exchange = new DefaultExchange(context);
        EventHeaders.of(event).forEach(exchange.getMessage()::setHeader);
        return expression.evaluate(exchange, String.class);
    }
}
