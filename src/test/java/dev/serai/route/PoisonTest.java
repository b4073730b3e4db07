package dev.serai.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.event.EventId;
import dev.serai.ingress.InFlight;
import dev.serai.parked.ParkedEvents;
import dev.serai.tenant.TenantId;
import dev.serai.testing.PoisonedLog;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A webhook that the database refuses takes none of those down that share its transaction. */
class PoisonTest {

    private static final int GOOD = 50;

    @Test
    void parksTheOneAndAppendsTheOthersOnce(@TempDir Path folder) throws Exception {
        try (TestHub hub = TestHub.start(TestHub.shippedRoutes(folder))) {
            Sender sender = new Sender(hub);
            List<CompletableFuture<HttpResponse<String>>> good = new ArrayList<>();
            CompletableFuture<HttpResponse<String>> bad = new CompletableFuture<>();
            try (PoisonedLog held = PoisonedLog.holding(hub.bean(DataSource.class))) {
                for (int i = 0; i < GOOD; i++) {
                    if (i == GOOD / 2) {
                        bad = send(sender, PoisonedLog.SUBJECT);
                    }
                    good.add(send(sender, "pay_" + i));
                }
                InFlight inFlight = hub.bean(InFlight.class);
                await().until(() -> inFlight.count() == GOOD + 1);
            }
            for (CompletableFuture<HttpResponse<String>> answer : good) {
                assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(200);
            }
            assertThat(bad.get().statusCode()).as(bad.get().body()).isEqualTo(200);
            EventId id =
                    new EventId(bad.get().body().replaceFirst("^.*\"id\":\"(\\w+)\".*$", "$1"));
            assertThat(hub.bean(ParkedEvents.class).findByEvent(TenantId.DEFAULT, id))
                    .singleElement()
                    .satisfies(parked -> assertThat(parked.detail()).contains("no such text"));
            assertThat(hub.jdbc().sql("select subject from serai.event").query(String.class).list())
                    .hasSize(GOOD)
                    .doesNotHaveDuplicates()
                    .doesNotContain(PoisonedLog.SUBJECT);
        }
    }

    private static CompletableFuture<HttpResponse<String>> send(Sender sender, String payment) {
        String body =
                """
                {"event":"payment.captured","payload":{"payment":{"entity":{"id":"%s"}}}}
                """
                        .formatted(payment);
        return CompletableFuture.supplyAsync(
                () -> sender.send(sender.razorpay(body, "")), Thread::startVirtualThread);
    }
}
