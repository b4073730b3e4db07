package dev.serai.access;

import java.util.Optional;
import java.util.stream.Stream;

/** What a key of a project's may do beyond nothing; named as Svix's clients name it. */
public enum Capability {
    /** See the project, its endpoints, its messages and what became of them. */
    VIEW_BASE("ViewBase"),
    /** See an endpoint's secret. */
    VIEW_ENDPOINT_SECRET("ViewEndpointSecret"),
    /** Give an endpoint another secret. */
    MANAGE_ENDPOINT_SECRET("ManageEndpointSecret"),
    /** There for clients that name it: nothing is transformed. */
    MANAGE_TRANSFORMATIONS("ManageTransformations"),
    /** Send messages again. */
    CREATE_ATTEMPTS("CreateAttempts"),
    /** Make, change and delete endpoints. */
    MANAGE_ENDPOINT("ManageEndpoint");

    private final String wire;

    Capability(String wire) {
        this.wire = wire;
    }

    /** The name in JSON. */
    public String wire() {
        return wire;
    }

    /** The one of a name in JSON. */
    public static Optional<Capability> of(String wire) {
        return Stream.of(values()).filter(one -> one.wire.equals(wire)).findFirst();
    }
}
