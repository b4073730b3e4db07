package dev.serai.delivery.dispatch;

import dev.serai.delivery.failing.FailingEndpoints;
import dev.serai.delivery.lane.EndpointLeases;
import dev.serai.delivery.lane.Lanes;
import dev.serai.delivery.park.ParkDeliveries;
import dev.serai.delivery.schedule.RetrySchedules;
import dev.serai.subscription.Endpoints;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What is to be done every few seconds: forgets endpoints that are gone, learns which fail, gives
 * up what has waited for too long for an endpoint that cannot be attempted.
 */
public final class SweepDeliveries {

    private final ParkDeliveries parking;
    private final Endpoints endpoints;
    private final Lanes lanes;
    private final EndpointLeases leases;
    private final FailingEndpoints failing;
    private final RetrySchedules schedules;
    private final Duration attempt;

    /**
     * Makes the step.
     *
     * @param attempt how long an attempt takes at most
     */
    public SweepDeliveries(
            ParkDeliveries parking,
            Endpoints endpoints,
            Lanes lanes,
            EndpointLeases leases,
            FailingEndpoints failing,
            RetrySchedules schedules,
            Duration attempt) {
        this.parking = parking;
        this.endpoints = endpoints;
        this.lanes = lanes;
        this.leases = leases;
        this.failing = failing;
        this.schedules = schedules;
        this.attempt = attempt;
    }

    void run(BooleanSupplier goesOn) {
        lanes.forgetUnless(id -> endpoints.find(id).isPresent());
        leases.renew();
        failing.refresh();
        int parked = ParkDeliveries.PARKED_MAX;
        while (parked == ParkDeliveries.PARKED_MAX && goesOn.getAsBoolean()) {
            parked = parking.expired(horizons());
        }
    }

    private Map<String, Duration> horizons() {
        Map<String, Duration> horizons = new HashMap<>();
        for (String id : lanes.notAttempted()) {
            endpoints
                    .find(id)
                    .ifPresent(e -> horizons.put(id, schedules.longest(e).horizon(attempt)));
        }
        return horizons;
    }
}
