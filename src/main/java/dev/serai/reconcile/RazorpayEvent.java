package dev.serai.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * An event that Razorpay's lists can tell of: it happens once to an entity, and that it has
 * happened can be seen from what the entity is now.
 *
 * @param name Razorpay's
 * @param place where such entities are listed
 * @param states those of the entity that say that it has happened; empty if its being there does
 */
record RazorpayEvent(String name, String place, Set<String> states) {

    private static final String TYPE = "razorpay.";
    private static final String PAYMENT = "payment";
    private static final String ORDER = "order";
    private static final String PAYMENTS = "/v1/payments";
    private static final String ORDERS = "/v1/orders?expand%5B%5D=payments";
    private static final String REFUNDS = "/v1/refunds";
    private static final String CAPTURED = "captured";

    /** All of them. */
    static final List<RazorpayEvent> ALL =
            List.of(
                    // One that is captured was authorized, but is not any more: nobody can tell
                    // how.
                    new RazorpayEvent("payment.authorized", PAYMENTS, Set.of("authorized")),
                    new RazorpayEvent("payment.captured", PAYMENTS, Set.of(CAPTURED)),
                    new RazorpayEvent("payment.failed", PAYMENTS, Set.of("failed")),
                    new RazorpayEvent("order.paid", ORDERS, Set.of("paid")),
                    new RazorpayEvent("refund.created", REFUNDS, Set.of()),
                    new RazorpayEvent("refund.processed", REFUNDS, Set.of("processed")),
                    new RazorpayEvent("refund.failed", REFUNDS, Set.of("failed")),
                    new RazorpayEvent(
                            "settlement.processed", "/v1/settlements", Set.of("processed")));

    static Optional<RazorpayEvent> named(String name) {
        return ALL.stream().filter(event -> event.name().equals(name)).findFirst();
    }

    /** The one that something listed is. */
    static RazorpayEvent of(Listed listed) {
        return ALL.stream()
                .filter(event -> listed.id().startsWith(event.name() + " "))
                .findFirst()
                .orElseThrow();
    }

    /** Whether it has happened to an entity. */
    boolean happenedTo(JsonNode entity) {
        return states.isEmpty()
                || states.contains(entity.path("status").asText())
                // One that was given back later was captured all the same.
                || states.contains(CAPTURED) && entity.path(CAPTURED).asBoolean();
    }

    Listed listed(JsonNode entity) {
        String id = entity.path("id").textValue();
        return new Listed(
                name + " " + id,
                Instant.ofEpochSecond(entity.path("created_at").longValue()),
                new Listed.Trace(TYPE + name, id),
                entity);
    }

    /**
     * What the webhook would bring, as far as the lists tell: without the account's id, with the
     * entity as it is now, and with the time at which the entity was created.
     */
    JsonNode webhook(JsonNode entity, Calls calls) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        ArrayNode contains = JsonNodeFactory.instance.arrayNode();
        String kind = name.substring(0, name.indexOf('.'));
        if (kind.equals(ORDER)) {
            paidBy(entity).ifPresent(payment -> put(PAYMENT, payment, contains, payload));
        }
        put(kind, alone(entity), contains, payload);
        String payment = entity.path("payment_id").asText("");
        if (place.equals(REFUNDS) && !payment.isEmpty()) {
            // A refund names its order by its payment only, and is ordered with the order's events.
            JsonNode refunded = calls.get(PAYMENTS + "/" + Calls.escaped(payment)).json();
            put(PAYMENT, refunded, contains, payload);
        }
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("entity", "event").put("event", name);
        event.set("contains", contains);
        event.set("payload", payload);
        event.set("created_at", entity.path("created_at"));
        return event;
    }

    private static void put(String kind, JsonNode entity, ArrayNode contains, ObjectNode payload) {
        contains.add(kind);
        payload.putObject(kind).set("entity", entity);
    }

    private static JsonNode alone(JsonNode entity) {
        return entity instanceof ObjectNode object ? object.deepCopy().without("payments") : entity;
    }

    private static Optional<JsonNode> paidBy(JsonNode order) {
        JsonNode payments = order.path("payments");
        return StreamSupport.stream(payments.path("items").spliterator(), false)
                .filter(payment -> payment.path(CAPTURED).asBoolean())
                .findFirst();
    }
}
