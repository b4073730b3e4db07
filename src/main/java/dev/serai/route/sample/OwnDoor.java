package dev.serai.route.sample;

import dev.serai.route.door.FrontDoor;
import dev.serai.route.door.SampleAnswers;
import dev.serai.signing.message.DraftMessage;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Sends requests to the hub's own front door, over its own port, as a provider would. */
final class OwnDoor {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** The client sets these itself. */
    private static final Set<String> CLIENTS =
            Set.of("connection", "content-length", "expect", "host", "upgrade");

    private final Supplier<String> base;
    private final HttpClient http;

    /**
     * The door of a hub.
     *
     * @param base {@code http://127.0.0.1:8080}, known when the hub has started
     */
    OwnDoor(Supplier<String> base) {
        this.base = base;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(TIMEOUT)
                        .sslContext(itself())
                        .build();
    }

    /** Where a source is, as the hub itself sees it. */
    String url(String source) {
        return base.get() + FrontDoor.PATH + source;
    }

    /**
     * Sends a message to a source.
     *
     * @throws IOException if there was no answer
     */
    HttpResponse<String> send(String source, DraftMessage message, String token)
            throws IOException {
        String query = message.query().isEmpty() ? "" : "?" + message.query();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url(source) + query))
                        .timeout(TIMEOUT)
                        .method(
                                message.method(),
                                message.body().length == 0
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(message.body()));
        message.headers().stream()
                .filter(line -> !CLIENTS.contains(line.name().toLowerCase(Locale.ROOT)))
                .forEach(line -> request.header(line.name(), line.value()));
        request.header(SampleAnswers.HEADER, token);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** It talks to itself on the loopback, where its certificate's name is not its own. */
    private static SSLContext itself() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Itself()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("there is no TLS", e);
        }
    }

    /** Trusts the one that it talks to. */
    private static final class Itself extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
