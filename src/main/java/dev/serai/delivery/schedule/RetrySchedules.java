package dev.serai.delivery.schedule;

import dev.serai.delivery.ledger.Task;
import dev.serai.subscription.Endpoint;
import dev.serai.tenant.Owner;
import java.time.Duration;
import java.util.List;

/**
 * Which schedule a delivery goes by: its endpoint's, else its event type's, else the hub's.
 *
 * @param hub the hub's own
 * @param types those of event types
 */
public record RetrySchedules(RetrySchedule hub, TypeSchedules types) {

    public RetrySchedule of(Task task) {
        return of(
                task.delivery().endpoint(),
                task.delivery().event().owner(),
                task.delivery().event().type());
    }

    /** The longest that a delivery to an endpoint may go by. */
    public RetrySchedule longest(Endpoint endpoint) {
        List<Duration> own = endpoint.settings().options().retrySchedule();
        if (own != null) {
            return new RetrySchedule(own);
        }
        List<Duration> ofTypes = types.longest();
        return ofTypes == null || sum(ofTypes).compareTo(sum(hub.delays())) < 0
                ? hub
                : new RetrySchedule(ofTypes);
    }

    private static Duration sum(List<Duration> delays) {
        return delays.stream().reduce(Duration.ZERO, Duration::plus);
    }

    public RetrySchedule of(Endpoint endpoint, Owner owner, String type) {
        List<Duration> own = endpoint.settings().options().retrySchedule();
        List<Duration> chosen = own == null ? types.of(owner, type) : own;
        return chosen == null ? hub : new RetrySchedule(chosen);
    }
}
