package dev.serai.bench;

import dev.serai.testing.HubProcess;
import dev.serai.testing.Razorpay;
import java.util.List;
import java.util.Map;

/** From the start of the JVM to the first accepted event, with everything embedded. */
final class StartBench {

    private static final int ROUNDS = 3;

    private StartBench() {}

    public static void main(String[] arguments) {
        ToTheEnd.run(StartBench::measure);
    }

    private static void measure() throws Exception {
        Report report =
                new Report("start", "Cold start to the first accepted event, everything embedded");
        try (HubProcess hub = HubProcess.embedded(Map.of()).jvmOptions(List.of())) {
            report.say("- on a new folder: %.1f s", start(hub, 0));
            for (int round = 1; round <= ROUNDS; round++) {
                hub.stop();
                report.say(
                        "- again on the same folder: %.1f s (budget: under 15 s)",
                        start(hub, round));
            }
        }
        report.write();
    }

    private static double start(HubProcess hub, int round) throws Exception {
        long begin = System.nanoTime();
        hub.start().awaitReady();
        String body = Razorpay.captured("pay_" + round, "order_" + round);
        int status = 0;
        while (status != 200) {
            status =
                    hub.send(Razorpay.webhook(hub.uri("/in/razorpay"), "evt_" + round, body))
                            .statusCode();
        }
        return (System.nanoTime() - begin) / 1e9;
    }
}
