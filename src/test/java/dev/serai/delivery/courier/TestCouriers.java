package dev.serai.delivery.courier;

import dev.serai.delivery.connection.HttpTimes;
import dev.serai.delivery.connection.Reach;
import dev.serai.subscription.AllowedAddresses;
import dev.serai.subscription.AllowedUrls;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;

/** Couriers that go to this machine, with breakers that hardly ever open. */
public final class TestCouriers {

    private static final BreakerSettings PATIENT =
            new BreakerSettings(100, 100, 100, Duration.ofSeconds(30), Duration.ofSeconds(30), 1);

    private TestCouriers() {}

    /** Whose attempts take so long at most. */
    public static Couriers within(Duration limit) {
        return to(List.of("127.0.0.0/8", "::1/128"), limit, List.of(), InstantSource.system());
    }

    public static Couriers to(
            List<String> allowed,
            Duration limit,
            List<X509Certificate> trusted,
            InstantSource clock) {
        return new Couriers(
                new Reach(
                        new AllowedUrls(new AllowedAddresses(allowed)),
                        null,
                        new HttpTimes(limit, limit),
                        trusted),
                EnumSet.allOf(SignatureNames.class),
                new Breakers(PATIENT, (endpoint, state) -> {}),
                new Throttles(System::nanoTime),
                clock);
    }
}
