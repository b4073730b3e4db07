package dev.serai.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.subscription.Endpoint;
import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import dev.serai.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whose deliveries a round claims. */
final class PlanTest {

    private static final Owner FLOOD = new Owner(TenantId.DEFAULT, new ProjectId("app_flood"));
    private static final Owner SMALL = new Owner(TenantId.DEFAULT, new ProjectId("app_small"));

    @Test
    void oneWithAThousandEndpointsDueLeavesAnotherAllItCanTake() {
        Plan plan = new Plan(256);
        for (int i = 0; i < 1_000; i++) {
            plan.add(endpoint(FLOOD), 64);
        }
        Endpoint small = endpoint(SMALL);
        plan.add(small, 64);
        plan.share(7);
        assertThat(plan.wanted()).containsEntry(small.id(), 64);
        assertThat(plan.isFull()).isTrue();
        assertThat(plan.wanted().values().stream().mapToInt(i -> i).sum()).isEqualTo(256);
    }

    @Test
    void everyEndpointOfAnOwnerHasItsTurn() {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            endpoints.add(endpoint(FLOOD));
        }
        List<String> served = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            Plan plan = new Plan(64);
            endpoints.forEach(endpoint -> plan.add(endpoint, 64));
            plan.share(round);
            served.addAll(plan.wanted().keySet());
        }
        assertThat(Map.copyOf(count(served)).values()).containsOnly(4);
        assertThat(count(served)).hasSize(40);
    }

    private static Map<String, Integer> count(List<String> all) {
        return all.stream()
                .collect(Collectors.groupingBy(id -> id, Collectors.summingInt(id -> 1)));
    }

    private static Endpoint endpoint(Owner owner) {
        Endpoint any = Samples.endpoint(Samples.settings("https://example.com/"));
        return new Endpoint(
                any.id(), owner, any.settings(), any.secrets(), any.createdAt(), any.updatedAt());
    }
}
