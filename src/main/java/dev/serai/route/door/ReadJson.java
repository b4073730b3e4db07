package dev.serai.route.door;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.event.JsonText;
import dev.serai.ingress.Webhook;
import dev.serai.ingress.mapped.Unmappable;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.TypeConverterSupport;

/**
 * Reads bytes as JSON for the mappings of routes, in place of Camel's own converter, which takes
 * the first of several values and hands on the rest unseen.
 */
public final class ReadJson extends TypeConverterSupport {

    /** Puts it in the place of Camel's own. */
    public static void in(CamelContext context) {
        TypeConverterRegistry converters = context.getTypeConverterRegistry();
        converters.removeTypeConverter(JsonNode.class, byte[].class);
        converters.addTypeConverter(JsonNode.class, byte[].class, new ReadJson());
    }

    @Override
    public <T> T convertTo(Class<T> type, Exchange exchange, Object value) {
        byte[] bytes = (byte[]) value;
        try {
            JsonNode json = JsonText.read(bytes);
            Webhook webhook =
                    exchange == null
                            ? null
                            : exchange.getProperty(FrontDoorConsumer.WEBHOOK, Webhook.class);
            if (webhook != null) {
                webhook.foundJson(bytes);
            }
            return type.cast(json);
        } catch (JsonText.NotJson e) {
            throw new Unmappable("the body is not one JSON value in UTF-8: " + e.getMessage());
        }
    }
}
