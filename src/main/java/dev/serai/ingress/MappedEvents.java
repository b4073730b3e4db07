package dev.serai.ingress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.event.Event;
import dev.serai.event.EventJson;
import dev.serai.ingress.EventFields.Data;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a mapping says of a webhook that brings several events: an array of objects, each with
 * an event's members and its own {@code data}. One that is no event makes the whole webhook none: a
 * half of it must not be taken for all of it.
 */
final class MappedEvents {

    /** How many events one webhook may bring. */
    static final int ITEMS_MAX = 1_000;

    private static final String DATA = "data";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final long bytesMax;

    /**
     * For webhooks of some size.
     *
     * @param bodyBytesMax how large a webhook may be; what is made of it may be twice as large,
     *     because what the items have in common is copied to each of them
     */
    MappedEvents(int bodyBytesMax) {
        this.bytesMax = 2L * bodyBytesMax;
    }

    /** One of them. */
    record Item(EventFields fields, Data data) {}

    /**
     * Reads a mapping's result.
     *
     * @throws Unmappable if an item of it is no event, or there are too many
     */
    List<Item> read(JsonNode mapped) {
        if (mapped.size() > ITEMS_MAX) {
            throw new Unmappable(
                    "the mapping gave " + mapped.size() + " events; at most " + ITEMS_MAX);
        }
        List<Item> items = new ArrayList<>(mapped.size());
        long bytes = 0;
        for (JsonNode next : mapped) {
            Item item = item(next, items.size());
            bytes += item.data().bytes().length;
            if (bytes > bytesMax) {
                throw new Unmappable(
                        "the data of its events has more than " + bytesMax + " bytes together");
            }
            items.add(item);
        }
        return items;
    }

    private static Item item(JsonNode mapped, int index) {
        try {
            return item(mapped);
        } catch (Unmappable e) {
            throw e.in("item " + index);
        }
    }

    private static Item item(JsonNode mapped) {
        if (!mapped.isObject()) {
            throw new Unmappable("the mapping gave no JSON object for the event");
        }
        if (!mapped.has(DATA)) {
            throw new Unmappable("it has no data, which each of several events has for itself");
        }
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        members.setAll((ObjectNode) mapped);
        JsonNode data = members.remove(DATA);
        EventFields fields = EventFields.read(members);
        String type = fields.dataContentType();
        if (type != null && !EventJson.isJson(type)) {
            throw new Unmappable("the data of one of several events is JSON, datacontenttype too");
        }
        return new Item(fields, new Data(bytes(data), Event.JSON));
    }

    private static byte[] bytes(JsonNode data) {
        try {
            return JSON.writeValueAsBytes(data);
        } catch (JsonProcessingException e) {
            throw new Unmappable("its data is no JSON");
        }
    }
}
