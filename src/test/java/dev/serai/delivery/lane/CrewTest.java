package dev.serai.delivery.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.event.Priority;
import dev.serai.tenant.Owner;
import dev.serai.tenant.ProjectId;
import dev.serai.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gets how much of a hub, and what goes first. */
final class CrewTest {

    private static final Owner FLOOD = new Owner(TenantId.DEFAULT, new ProjectId("app_flood"));
    private static final Owner SMALL = new Owner(TenantId.DEFAULT, new ProjectId("app_small"));

    @Test
    void alwaysKeepsHandsForWhoeverComesNew() {
        Hands hands = new Hands(100);
        int flood = takeAll(hands, FLOOD);
        int small = takeAll(hands, SMALL);
        assertThat(flood).isEqualTo(50);
        assertThat(small).isEqualTo(25);
        assertThat(hands.hasFor(Owner.DEFAULT)).isTrue();
        hands.giveBack(FLOOD);
        assertThat(hands.tryTake(FLOOD)).isFalse(); // it still has more than its share
        assertThat(hands.tryTake(SMALL)).isTrue();
    }

    @Test
    void whatIsCriticalOvertakesWhatWaits() {
        List<String> done = new ArrayList<>();
        List<Runnable> hand = new ArrayList<>();
        Crew crew = new Crew(1, 100, new Hands(10), hand::add);
        crew.offer(SMALL, Priority.LOW, () -> done.add("first"));
        crew.offer(SMALL, Priority.LOW, () -> done.add("low"));
        crew.offer(SMALL, Priority.NORMAL, () -> done.add("normal"));
        crew.offer(SMALL, Priority.CRITICAL, () -> done.add("critical"));
        hand.getFirst().run();
        assertThat(done).containsExactly("critical", "normal", "first", "low");
    }

    @Test
    void aCrewThatIsLimitedEndsWithItsWork() {
        List<Runnable> hands = new ArrayList<>();
        Hands all = new Hands(10);
        Crew crew = new Crew(3, 100, all, hands::add);
        for (int i = 0; i < 6; i++) {
            crew.offer(SMALL, Priority.NORMAL, () -> {});
        }
        assertThat(hands).hasSize(3);
        crew.limit(1);
        hands.get(0).run(); // ends at once: there are too many
        hands.get(1).run();
        assertThat(crew.load()).isEqualTo(7);
        hands.get(2).run();
        assertThat(crew.load()).isZero();
    }

    private static int takeAll(Hands hands, Owner owner) {
        int taken = 0;
        while (hands.tryTake(owner)) {
            taken++;
        }
        return taken;
    }
}
