package dev.serai.bench;

import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.Ksuid;
import dev.serai.event.Priority;
import dev.serai.tenant.Owner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;

/**
 * Events like those of real webhooks: ids, amounts, people and times differ from one to the next,
 * so that they compress like the real ones. The same seed makes the same events. One thread.
 */
final class WebhookEvents {

    private static final String LETTERS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final long EPOCH = 1_767_323_045L;
    private static final int KEYS = 1000;
    private static final int ID_LETTERS = 14;
    private static final String DATA =
            """
            {"entity":"event","account_id":"acc_%s","event":"payment.captured","contains":["payment"],\
            "payload":{"payment":{"entity":{"id":"pay_%s","entity":"payment","amount":%d,"currency":"INR",\
            "status":"captured","order_id":"%s","invoice_id":null,"method":"upi","captured":true,\
            "email":"%s@example.com","contact":"+91%010d","notes":[],"fee":%d,"tax":%d,\
            "created_at":%d}}},"created_at":%d}\
            """;

    private final Random random;
    private final Ksuid ksuid;
    private long made;

    WebhookEvents(long seed) {
        random = new Random(seed);
        ksuid = new Ksuid(() -> Instant.ofEpochSecond(EPOCH), random);
    }

    Event next() {
        String payment = letters(ID_LETTERS);
        String order = "order_" + random.nextInt(KEYS);
        int amount = random.nextInt(100, 10_000_000);
        long seconds = EPOCH + made++ / 100;
        String data =
                DATA.formatted(
                        "Bench" + random.nextInt(20),
                        payment,
                        amount,
                        order,
                        letters(8),
                        random.nextLong(10_000_000_000L),
                        amount / 50,
                        amount / 300,
                        seconds,
                        seconds + random.nextInt(3));
        return new Event(
                EventId.next(ksuid),
                Owner.DEFAULT,
                "razorpay.payment.captured",
                "/in/razorpay",
                "pay_" + payment,
                Instant.ofEpochSecond(seconds, random.nextInt(1000) * 1_000_000L),
                Event.JSON,
                data.getBytes(StandardCharsets.UTF_8),
                order,
                Priority.NORMAL,
                "evt_" + letters(ID_LETTERS),
                null);
    }

    private String letters(int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
