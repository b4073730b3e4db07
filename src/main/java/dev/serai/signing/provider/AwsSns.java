package dev.serai.signing.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.serai.signing.Secret;
import dev.serai.signing.Verdict;
import dev.serai.signing.algorithm.Encoding;
import dev.serai.signing.algorithm.PrivateKeys;
import dev.serai.signing.keys.Certificates;
import dev.serai.signing.keys.Documents;
import dev.serai.signing.message.DraftMessage;
import dev.serai.signing.message.Json;
import dev.serai.signing.message.JsonPlace;
import dev.serai.signing.message.SignedMessage;
import dev.serai.signing.recipe.Shown;
import dev.serai.signing.recipe.TimestampRule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Amazon SNS: members of the JSON body in lines, signed with the certificate that the body names.
 * The secret is the topic's ARN. Amazon sends no chain: its host, and TLS, vouch for the
 * certificate.
 */
public record AwsSns(Certificates certificates, @Nullable TimestampRule timestamp)
        implements CertifiedScheme {

    private static final Pattern PLACES =
            Pattern.compile(
                    "https://sns\\.[a-zA-Z0-9-]{3,32}\\.amazonaws\\.com(\\.cn)?/[a-zA-Z0-9_-]{1,128}\\.pem");
    private static final String SAMPLE_CERTIFICATE =
            "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-sample.pem";
    private static final List<String> NOTIFICATION =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> CONFIRMATION =
            List.of(
                    "Message",
                    "MessageId",
                    "SubscribeURL",
                    "Timestamp",
                    "Token",
                    "TopicArn",
                    "Type");

    /** With the places of Amazon. */
    public static AwsSns at(Documents documents, @Nullable Duration tolerance) {
        TimestampRule timestamp =
                tolerance == null
                        ? null
                        : new TimestampRule(
                                JsonPlace.of("/Timestamp"), "", TimestampRule.Unit.ISO, tolerance);
        Certificates certificates =
                new Certificates(documents, PLACES, Pattern.compile(".*"), Set.of());
        return new AwsSns(certificates, timestamp);
    }

    @Override
    public String describeSecret() {
        return "the ARN of the topic";
    }

    @Override
    public Certified read(SignedMessage message, List<Secret> secrets) {
        JsonNode json = Json.read(message.body());
        String signature = json.path("Signature").asText();
        if (signature.isBlank()) {
            return new Certified.Fault(
                    Verdict.MISSING,
                    "The body is no JSON with a Signature; raw delivery is not signed");
        }
        String algorithm =
                switch (json.path("SignatureVersion").asText()) {
                    case "1" -> "SHA1withRSA";
                    case "2" -> "SHA256withRSA";
                    default -> "";
                };
        List<String> names = signedNames(json);
        if (algorithm.isEmpty() || names.isEmpty()) {
            return new Certified.Fault(
                    Verdict.WRONG, "Its Type or its SignatureVersion is none that is known");
        }
        String topic = json.path("TopicArn").asText();
        if (secrets.stream().noneMatch(secret -> secret.reveal().equals(topic))) {
            return new Certified.Fault(
                    Verdict.WRONG,
                    "It is of another topic than this source: " + Shown.value(topic));
        }
        List<byte @Nullable []> texts = new ArrayList<>();
        for (Secret secret : secrets) {
            texts.add(secret.reveal().equals(topic) ? text(json, names) : null);
        }
        return new Certified.Claim(
                signature, algorithm, place(json), texts, json.path("Timestamp").asText());
    }

    /** Lambdas write it in another way. */
    private static String place(JsonNode json) {
        return json.path("SigningCertURL").asText(json.path("SigningCertUrl").asText());
    }

    private static List<String> signedNames(JsonNode json) {
        return switch (json.path("Type").asText()) {
            case "Notification" -> NOTIFICATION;
            case "SubscriptionConfirmation", "UnsubscribeConfirmation" -> CONFIRMATION;
            default -> List.of();
        };
    }

    private static byte[] text(JsonNode json, List<String> names) {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            JsonNode value = json.path(name);
            if (!value.isMissingNode() && !value.isNull()) {
                text.append(name).append('\n').append(value.asText()).append('\n');
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public DraftMessage sign(DraftMessage message, Secret key, Instant now) {
        DraftMessage draft = with(message, "SignatureVersion", "2");
        if (place(Json.read(draft.body())).isEmpty()) {
            draft = with(draft, "SigningCertURL", SAMPLE_CERTIFICATE);
        }
        draft = with(draft, "Timestamp", now.toString());
        JsonNode json = Json.read(draft.body());
        byte[] signature =
                PrivateKeys.sign(
                        "SHA256withRSA", "RSA", key, List.of(text(json, signedNames(json))));
        return with(draft, "Signature", Encoding.BASE64.encode(signature));
    }

    private static DraftMessage with(DraftMessage message, String name, String value) {
        return message.withMember(JsonPointer.compile("/" + name), TextNode.valueOf(value));
    }
}
