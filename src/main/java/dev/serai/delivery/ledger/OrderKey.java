package dev.serai.delivery.ledger;

import dev.serai.delivery.courier.Delivery;
import org.jspecify.annotations.Nullable;

/** What a delivery follows: those before it that have the same key at the same endpoint. */
final class OrderKey {

    private static final String OF_ALL = "*";
    private static final String OF_PARTITION = "k:";

    private OrderKey() {}

    /** The key; null for a delivery that follows nothing. */
    static @Nullable String of(Delivery delivery) {
        return switch (delivery.endpoint().settings().options().ordering()) {
            case NONE -> null;
            case KEY -> OF_PARTITION + delivery.event().partitionKey();
            case STRICT -> OF_ALL;
        };
    }
}
