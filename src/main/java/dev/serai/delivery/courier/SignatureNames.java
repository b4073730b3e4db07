package dev.serai.delivery.courier;

/** Under which names the id, the time and the signatures are sent. */
public enum SignatureNames {
    /** As Standard Webhooks has it. */
    WEBHOOK("webhook-"),
    /** As Svix has it: its receivers' libraries look for these. */
    SVIX("svix-");

    private final String prefix;

    SignatureNames(String prefix) {
        this.prefix = prefix;
    }

    String id() {
        return prefix + "id";
    }

    String timestamp() {
        return prefix + "timestamp";
    }

    String signature() {
        return prefix + "signature";
    }
}
