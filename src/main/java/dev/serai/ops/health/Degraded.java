package dev.serai.ops.health;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

/** Something is not as it should be, and the hub still does its work. */
final class Degraded {

    /** Ranks below up in application.yaml, so that it shows and the whole stays up. */
    static final Status STATUS = new Status("DEGRADED");

    private Degraded() {}

    static Health because(String reason) {
        return Health.status(STATUS).withDetail("reason", reason).build();
    }
}
