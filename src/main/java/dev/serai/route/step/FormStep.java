package dev.serai.route.step;

import dev.serai.ingress.Webhook;
import dev.serai.ingress.mapped.Unmappable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * {@code ingress:form}: makes the body of a webhook that is a form a JSON object, so that it can be
 * mapped like any other; a name that comes several times has an array. With the option {@code
 * json}, a form that has a field of that name, once, becomes the JSON that this field holds. A body
 * of any other content type stays as it is.
 */
final class FormStep implements Processor {

    /** The options of the step. */
    static final Set<String> NAMES = Set.of("json");

    private static final String FORM = "application/x-www-form-urlencoded";

    /** Of a form's fields, the one that holds all; empty for none. */
    private final String json;

    FormStep(StepOptions options) {
        this.json = options.text("json", "");
    }

    @Override
    public void process(Exchange exchange) {
        Webhook webhook = VerifyEndpoint.webhook(exchange);
        if (!isForm(webhook) || !(exchange.getMessage().getBody() instanceof byte[] body)) {
            return;
        }
        try {
            exchange.getMessage().setBody(json(FormValues.read(body)));
        } catch (FormValues.NoForm e) {
            throw new Unmappable("the body is no form: " + e.getMessage());
        }
    }

    private byte[] json(FormValues form) {
        List<String> whole = form.values().getOrDefault(json, List.of());
        return json.isEmpty() || whole.size() != 1
                ? form.json()
                : whole.getFirst().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isForm(Webhook webhook) {
        return webhook.contentType().strip().toLowerCase(Locale.ROOT).startsWith(FORM);
    }
}
