package dev.serai.bench;

import dev.serai.event.Event;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * The hub's HTTP client without the hub: posts webhooks from memory, as many at a time as an
 * endpoint gets of a hub. Arguments: the URL, how many webhooks, how many at a time.
 */
final class BareClient {

    private static final int DISTINCT = 5_000;

    /** About as much as the hub sends beside the data. */
    private static final String ATTRIBUTE = "0123456789012345678901234567890123456789";

    private static final int ATTRIBUTES = 18;

    private BareClient() {}

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[1]);
        int together = Integer.parseInt(arguments[2]);
        List<Event> events = Stream.generate(new WebhookEvents(1)::next).limit(DISTINCT).toList();
        AtomicInteger next = new AtomicInteger();
        try (CloseableHttpClient http = client(together);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < together; i++) {
                threads.submit(
                        () -> {
                            for (int n = next.getAndIncrement();
                                    n < count;
                                    n = next.getAndIncrement()) {
                                post(http, arguments[0], events.get(n % DISTINCT));
                            }
                            return null;
                        });
            }
            threads.shutdown();
            threads.awaitTermination(5, TimeUnit.MINUTES);
        }
    }

    private static CloseableHttpClient client(int together) {
        return HttpClientBuilder.create()
                .setConnectionManager(
                        PoolingHttpClientConnectionManagerBuilder.create()
                                .setMaxConnPerRoute(together)
                                .setMaxConnTotal(together)
                                .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .build();
    }

    private static void post(CloseableHttpClient http, String url, Event event) throws Exception {
        HttpPost request = new HttpPost(url);
        for (int i = 0; i < ATTRIBUTES; i++) {
            request.addHeader("ce-attribute-" + i, ATTRIBUTE);
        }
        request.setEntity(new ByteArrayEntity(event.data(), null));
        http.execute(request, response -> response.getCode());
    }
}
