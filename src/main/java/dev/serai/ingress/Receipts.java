package dev.serai.ingress;

import java.util.List;

/**
 * What the sender of an accepted webhook gets: all that it brought is durable.
 *
 * @param all one for each event, in their order
 * @param areSeveral whether the webhook may bring any number of them, though it be one or none
 */
public record Receipts(List<Receipt> all, boolean areSeveral) {

    public Receipts {
        all = List.copyOf(all);
    }

    /** Of a webhook that is one event. */
    static Receipts of(Receipt receipt) {
        return new Receipts(List.of(receipt), false);
    }

    /** Of a webhook that brings any number of events. */
    static Receipts of(List<Receipt> receipts) {
        return new Receipts(receipts, true);
    }

    /** How many of the events had come before. */
    public int duplicates() {
        int count = 0;
        for (Receipt receipt : all) {
            count += receipt.duplicate() ? 1 : 0;
        }
        return count;
    }

    /** How they are told: {@code {"id","duplicate"}}, or several of it in {@code {"events":[]}}. */
    public String json() {
        StringBuilder json = new StringBuilder();
        if (areSeveral) {
            json.append("{\"events\":[");
        }
        String between = "";
        for (Receipt receipt : all) {
            json.append(between)
                    .append("{\"id\":\"")
                    .append(receipt.id())
                    .append("\",\"duplicate\":")
                    .append(receipt.duplicate())
                    .append('}');
            between = ",";
        }
        return (areSeveral ? json.append("]}") : json).toString();
    }
}
