package dev.serai.route.sink;

import dev.serai.event.Event;
import dev.serai.event.EventJson;
import dev.serai.outbox.Entry;
import dev.serai.relay.kafka.EventHeaders;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** How a route finds an event in its message. */
enum EventForm {
    /** The data as body, the attributes as headers {@code ce_type} and so on. */
    DATA {
        @Override
        void fill(Message message, Event event) {
            EventHeaders.of(event).forEach(message::setHeader);
            message.removeHeader(EventHeaders.CONTENT_TYPE);
            message.setHeader(Exchange.CONTENT_TYPE, event.dataContentType());
            message.setBody(event.data());
        }

        @Override
        void fill(Message message, List<Entry> entries) {
            message.setBody(entries);
        }
    },
    /** The binary mode of CloudEvents' HTTP binding: headers {@code ce-type} and so on. */
    HTTP {
        @Override
        void fill(Message message, Event event) {
            EventHeaders.of(event)
                    .forEach(
                            (name, value) ->
                                    message.setHeader(
                                            name.replaceFirst("^ce_", "ce-"), encoded(value)));
            message.removeHeader(EventHeaders.CONTENT_TYPE);
            message.setHeader(Exchange.CONTENT_TYPE, event.dataContentType());
            message.setBody(event.data());
        }

        @Override
        void fill(Message message, List<Entry> entries) {
            throw new IllegalArgumentException("form: http is for single events; take form: json");
        }
    },
    /** The whole event as a JSON object; a batch as an array of them. */
    JSON {
        @Override
        void fill(Message message, Event event) {
            DATA.fill(message, event);
            message.setHeader(Exchange.CONTENT_TYPE, EventJson.STRUCTURED);
            message.setBody(EventJson.structured(event));
        }

        @Override
        void fill(Message message, List<Entry> entries) {
            ByteArrayOutputStream array = new ByteArrayOutputStream();
            String separator = "[";
            for (Entry entry : entries) {
                array.writeBytes(separator.getBytes(StandardCharsets.US_ASCII));
                array.writeBytes(EventJson.structured(entry.event()));
                separator = ",\n";
            }
            array.write(']');
            message.setHeader(Exchange.CONTENT_TYPE, EventJson.BATCH);
            message.setBody(array.toByteArray());
        }
    };

    private static final int FIRST_VISIBLE = 0x21;
    private static final int LAST_VISIBLE = 0x7e;

    abstract void fill(Message message, Event event);

    abstract void fill(Message message, List<Entry> entries);

    /** As CloudEvents' HTTP binding wants header values, section 3.1.3.2. */
    private static String encoded(String value) {
        StringBuilder encoded = new StringBuilder(value.length());
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            boolean visible = b >= FIRST_VISIBLE && b <= LAST_VISIBLE;
            if (visible && b != '"' && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append('%').append("%02X".formatted(b));
            }
        }
        return encoded.toString();
    }
}
