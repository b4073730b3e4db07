package dev.serai.delivery.courier;

import java.time.Duration;

/**
 * When an endpoint's circuit breaker opens.
 *
 * @param calls how many of the last attempts it looks at
 * @param callsMin how many there must be before it judges
 * @param failurePercent from which share of failures on it opens
 * @param open how long it stays open the first time; twice as long each further time
 * @param openMax how long it stays open at most
 * @param probes how many attempts decide whether it closes
 */
public record BreakerSettings(
        int calls, int callsMin, int failurePercent, Duration open, Duration openMax, int probes) {}
