package dev.serai.route.step;

import dev.serai.ingress.Unmappable;
import dev.serai.ingress.Webhook;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * {@code ingress:form}: makes the body of a webhook that is a form a JSON object, so that it can be
 * mapped like any other; a name that comes several times has an array. A body of any other content
 * type stays as it is. No options.
 */
final class FormStep implements Processor {

    private static final String FORM = "application/x-www-form-urlencoded";

    @Override
    public void process(Exchange exchange) {
        Webhook webhook = VerifyEndpoint.webhook(exchange);
        if (!isForm(webhook) || !(exchange.getMessage().getBody() instanceof byte[] body)) {
            return;
        }
        try {
            exchange.getMessage().setBody(FormFields.read(body).json());
        } catch (FormFields.NoForm e) {
            throw new Unmappable("the body is no form: " + e.getMessage());
        }
    }

    private static boolean isForm(Webhook webhook) {
        return webhook.contentType().strip().toLowerCase(Locale.ROOT).startsWith(FORM);
    }
}
