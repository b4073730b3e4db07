package dev.serai.testing;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Plays Razorpay: makes payment webhooks and signs them as it does. */
public final class Razorpay {

    /** The webhook secret of the tests. */
    public static final String SECRET = "razorpay-test-secret";

    private Razorpay() {}

    /** A payment.captured of an order; payments of one order keep their order. */
    public static String captured(String payment, String order) {
        return """
               {"entity":"event","account_id":"acc_SeraiTests","event":"payment.captured","contains":["payment"],\
               "payload":{"payment":{"entity":{"id":"%s","entity":"payment","amount":49900,"currency":"INR",\
               "status":"captured","order_id":"%s","invoice_id":null,"method":"upi","captured":true,\
               "email":"someone@example.com","contact":"+919999999999","notes":[],"fee":1178,"tax":180,\
               "created_at":1767323045}}},"created_at":1767323047}\
               """
                .formatted(payment, order);
    }

    public static String sign(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The request that Razorpay sends to a hub. */
    public static HttpRequest.Builder webhook(URI uri, String eventId, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("X-Razorpay-Signature", sign(SECRET, bytes))
                .header("x-razorpay-event-id", eventId)
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
    }
}
