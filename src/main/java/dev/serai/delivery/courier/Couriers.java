package dev.serai.delivery.courier;

import dev.serai.subscription.AllowedUrls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** The courier with all its layers, and the connections and threads it needs until it is closed. */
public final class Couriers implements Courier, AutoCloseable {

    /** Endpoints of many customers may share a host; lanes bound what each of them takes. */
    private static final int CONNECTIONS_PER_HOST_MAX = 512;

    /** The head of an answer is kept in memory, so a hostile one must end. */
    private static final int ANSWER_LINE_MAX = 16 << 10;

    private static final int ANSWER_HEADERS_MAX = 128;
    private static final int LOOK_UPS_MAX = 32;
    private static final int LOOK_UPS_WAITING_MAX = 256;
    private static final TimeValue IDLE_MAX = TimeValue.ofSeconds(30);
    private static final TimeValue CHECK_AFTER = TimeValue.ofSeconds(1);
    private static final TimeValue CONNECTION_AGE_MAX = TimeValue.ofMinutes(5);

    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor timer;
    private final ExecutorService lookUps;
    private final Courier layers;

    /** Opens it; reading this is reading the policy. */
    public Couriers(
            AllowedUrls allowed,
            @Nullable URI proxy,
            HttpTimes times,
            Set<SignatureNames> names,
            Breakers breakers,
            Throttles throttles,
            InstantSource clock) {
        this.timer = new ScheduledThreadPoolExecutor(1, daemon("serai-delivery-deadlines"));
        timer.setRemoveOnCancelPolicy(true);
        this.lookUps = lookUps();
        HttpHost through = proxy == null ? null : HttpHost.create(proxy);
        CheckedDns dns =
                new CheckedDns(
                        allowed.addresses(),
                        lookUps,
                        times.connect(),
                        through == null ? "" : through.getHostName());
        this.client = client(dns, through, times);
        Courier http = new HttpCourier(client, timer, clock, times, names);
        Courier permitted =
                new PermittedCourier(http, allowed, through == null ? null : dns, clock);
        this.layers = layered(permitted, breakers, throttles, clock);
    }

    /** What stands around a courier that makes attempts, whichever that is. */
    public static Courier layered(
            Courier attempts, Breakers breakers, Throttles throttles, InstantSource clock) {
        Courier guarded = new NeverThrowingCourier(attempts, clock);
        Courier breaking = new BreakerCourier(guarded, breakers);
        Courier throttled = new ThrottledCourier(breaking, throttles);
        Courier readable = new ReadableCourier(throttled);
        return new NeverThrowingCourier(readable, clock); // must come last
    }

    @Override
    public Outcome deliver(Delivery delivery) {
        return layers.deliver(delivery);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        lookUps.shutdownNow();
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CloseableHttpClient client(
            CheckedDns dns, @Nullable HttpHost proxy, HttpTimes times) {
        return HttpClientBuilder.create()
                .setConnectionManager(connections(dns, times))
                .setDefaultRequestConfig(
                        RequestConfig.custom()
                                .setConnectionRequestTimeout(timeout(times.total()))
                                .setResponseTimeout(timeout(times.silence()))
                                .setDefaultKeepAlive(IDLE_MAX.getDuration(), IDLE_MAX.getTimeUnit())
                                .build())
                .setUserAgent(userAgent())
                .evictIdleConnections(IDLE_MAX)
                .setProxy(proxy)
                .disableRedirectHandling()
                .setRetryStrategy(new RetryClosedConnection())
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .disableConnectionState()
                .build();
    }

    private static HttpClientConnectionManager connections(CheckedDns dns, HttpTimes times) {
        Http1Config limits =
                Http1Config.custom()
                        .setMaxLineLength(ANSWER_LINE_MAX)
                        .setMaxHeaderCount(ANSWER_HEADERS_MAX)
                        .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder().http1Config(limits).build())
                .setDnsResolver(dns)
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(CONNECTIONS_PER_HOST_MAX)
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(timeout(times.connect()))
                                .setSocketTimeout(timeout(times.silence()))
                                .setValidateAfterInactivity(CHECK_AFTER)
                                .setTimeToLive(CONNECTION_AGE_MAX)
                                .build())
                .setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).build())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(timeout(times.connect())).build())
                .build();
    }

    private static ExecutorService lookUps() {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(
                        LOOK_UPS_MAX,
                        LOOK_UPS_MAX,
                        IDLE_MAX.getDuration(),
                        IDLE_MAX.getTimeUnit(),
                        new ArrayBlockingQueue<>(LOOK_UPS_WAITING_MAX),
                        daemon("serai-delivery-names"));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static java.util.concurrent.ThreadFactory daemon(String name) {
        return Thread.ofPlatform().daemon().name(name).factory();
    }

    private static Timeout timeout(java.time.Duration duration) {
        return Timeout.of(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String userAgent() {
        String version = Couriers.class.getPackage().getImplementationVersion();
        return version == null ? "Serai" : "Serai/" + version;
    }
}
