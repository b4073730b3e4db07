package dev.serai.route.version;

import java.time.Instant;

/**
 * What a hub has in use of a route, and how it fares there.
 *
 * @param hub which hub
 * @param name which route
 * @param version the version in use; 0 for none
 * @param running whether it runs there
 * @param fault why the live version is not in use, or what is wrong with the hub's file; empty if
 *     nothing is; never a secret
 * @param exchanges how many requests or batches it has had since the hub started
 * @param failures how many of them failed
 * @param inFlight how many are under way
 * @param perSecond how many there were a second, lately
 * @param at when the hub last said so
 */
public record AppliedRoute(
        String hub,
        String name,
        int version,
        boolean running,
        String fault,
        long exchanges,
        long failures,
        int inFlight,
        double perSecond,
        Instant at) {

    /** Whether it says the same, whenever it does. */
    boolean saysAs(AppliedRoute other) {
        return other.at(at).equals(this);
    }

    private AppliedRoute at(Instant other) {
        return new AppliedRoute(
                hub, name, version, running, fault, exchanges, failures, inFlight, perSecond,
                other);
    }
}
