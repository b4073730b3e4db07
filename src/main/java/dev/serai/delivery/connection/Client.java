package dev.serai.delivery.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client with the connections that it keeps.
 *
 * @param http posts
 * @param connections those that it keeps
 */
record Client(CloseableHttpClient http, PoolingHttpClientConnectionManager connections) {

    /** Endpoints of many customers may share a host; lanes bound what each of them takes. */
    private static final int CONNECTIONS_PER_HOST_MAX = 512;

    /** The head of an answer is kept in memory, so a hostile one must end. */
    private static final int ANSWER_LINE_MAX = 16 << 10;

    private static final int ANSWER_HEADERS_MAX = 128;
    private static final TimeValue IDLE_MAX = TimeValue.ofSeconds(30);
    private static final TimeValue CHECK_AFTER = TimeValue.ofSeconds(1);
    private static final TimeValue CONNECTION_AGE_MAX = TimeValue.ofMinutes(5);

    /** Opens one; reading this is reading the policy. */
    static Client open(CheckedDns dns, @Nullable HttpHost proxy, HttpTimes times, SSLContext tls) {
        PoolingHttpClientConnectionManager connections = connections(dns, times, tls);
        CloseableHttpClient http =
                HttpClientBuilder.create()
                        .setConnectionManager(connections)
                        .setDefaultRequestConfig(
                                RequestConfig.custom()
                                        .setConnectionRequestTimeout(timeout(times.total()))
                                        .setResponseTimeout(timeout(times.silence()))
                                        .setDefaultKeepAlive(
                                                IDLE_MAX.getDuration(), IDLE_MAX.getTimeUnit())
                                        .build())
                        .setUserAgent(userAgent())
                        .setProxy(proxy)
                        .disableRedirectHandling()
                        .setRetryStrategy(new RetryClosedConnection())
                        .disableCookieManagement()
                        .disableContentCompression()
                        .disableAuthCaching()
                        .disableConnectionState()
                        .build();
        return new Client(http, connections);
    }

    private static PoolingHttpClientConnectionManager connections(
            CheckedDns dns, HttpTimes times, SSLContext tls) {
        Http1Config limits =
                Http1Config.custom()
                        .setMaxLineLength(ANSWER_LINE_MAX)
                        .setMaxHeaderCount(ANSWER_HEADERS_MAX)
                        .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder().http1Config(limits).build())
                .setTlsSocketStrategy(
                        ClientTlsStrategyBuilder.create().setSslContext(tls).buildClassic())
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

    /** Closes the connections that nobody has used for long. May block. */
    void tidy() {
        connections.closeExpired();
        connections.closeIdle(IDLE_MAX);
    }

    /** Ends it, and every exchange that is still under way. Does not block. */
    void end() {
        http.close(CloseMode.IMMEDIATE);
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.of(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String userAgent() {
        String version = Client.class.getPackage().getImplementationVersion();
        return version == null ? "Serai" : "Serai/" + version;
    }
}
