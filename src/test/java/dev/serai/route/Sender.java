package dev.serai.route;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends webhooks as a provider would. */
public final class Sender {

    public static final String SECRET = "razorpay-dev-secret";

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    public Sender(TestHub hub) {
        this.port = hub.port();
    }

    public HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A correctly signed Razorpay webhook; without an id when that is empty. */
    public HttpRequest.Builder razorpay(byte[] body, String eventId) {
        HttpRequest.Builder request =
                to("/in/razorpay")
                        .header("X-Razorpay-Signature", hmac(SECRET, body))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body));
        return eventId.isEmpty() ? request : request.header("X-Razorpay-Event-Id", eventId);
    }

    public HttpRequest.Builder razorpay(String body, String eventId) {
        return razorpay(body.getBytes(StandardCharsets.UTF_8), eventId);
    }

    /** A body without its length told beforehand. */
    public static HttpRequest.BodyPublisher chunked(byte[] body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    }

    public static String hmac(String secret, byte[] body) {
        return hmac("HmacSHA256", secret, body);
    }

    public static String hmac(String algorithm, String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
