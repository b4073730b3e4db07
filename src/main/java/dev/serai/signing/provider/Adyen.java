package dev.serai.signing.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.serai.signing.Secret;
import dev.serai.signing.Verdict;
import dev.serai.signing.algorithm.Algorithm;
import dev.serai.signing.algorithm.Encoding;
import dev.serai.signing.algorithm.Hash;
import dev.serai.signing.algorithm.KeyForm;
import dev.serai.signing.message.DraftMessage;
import dev.serai.signing.message.Json;
import dev.serai.signing.message.SignedMessage;
import dev.serai.signing.recipe.Reading;
import dev.serai.signing.recipe.SigningScheme;
import dev.serai.signing.recipe.TimestampRule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Adyen's payments: each item of the body has a signature of its own, over eight of its members and
 * nothing else. Every item must be right.
 */
public record Adyen() implements SigningScheme {

    private static final int ITEMS_MAX = 1_000;
    private static final String ITEMS = "/notificationItems";
    private static final JsonPointer ITEM = JsonPointer.compile("/NotificationRequestItem");
    private static final JsonPointer SIGNATURE =
            JsonPointer.compile("/additionalData/hmacSignature");
    private static final List<JsonPointer> SIGNED =
            Stream.of(
                            "/pspReference",
                            "/originalReference",
                            "/merchantAccountCode",
                            "/merchantReference",
                            "/amount/value",
                            "/amount/currency",
                            "/eventCode",
                            "/success")
                    .map(JsonPointer::compile)
                    .toList();
    private static final Algorithm.Hmac ALGORITHM = new Algorithm.Hmac(Hash.SHA256, KeyForm.HEX);

    @Override
    public Algorithm algorithm() {
        return ALGORITHM;
    }

    @Override
    public @Nullable TimestampRule timestamp() {
        return null;
    }

    @Override
    public String describe() {
        return "base64 at additionalData.hmacSignature of every item of notificationItems";
    }

    @Override
    public boolean signsUrl() {
        return false;
    }

    @Override
    public Reading read(SignedMessage message) {
        JsonNode items = Json.read(message.body()).at(ITEMS);
        if (!items.isArray() || items.isEmpty() || items.size() > ITEMS_MAX) {
            return new Reading.Fault(
                    Verdict.MISSING,
                    "The body is no JSON with 1 to " + ITEMS_MAX + " items in notificationItems");
        }
        List<Reading.Claim> claims = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            JsonNode item = items.get(i).at(ITEM);
            String signature = Json.wire(item.at(SIGNATURE));
            if (signature.isBlank()) {
                return new Reading.Fault(
                        Verdict.MISSING, "Item " + i + " has no additionalData.hmacSignature");
            }
            claims.add(
                    new Reading.Claim(
                            "item " + i,
                            List.of(signature),
                            List.of(Encoding.BASE64.decode(signature.strip())),
                            List.of(List.of(text(item)))));
        }
        return new Reading.Claims(claims, "");
    }

    private static byte[] text(JsonNode item) {
        return SIGNED.stream()
                .map(pointer -> Json.wire(item.at(pointer)))
                .collect(Collectors.joining(":"))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public DraftMessage sign(DraftMessage message, Secret key, Instant now) {
        DraftMessage signed = message;
        JsonNode items = Json.read(message.body()).at(ITEMS);
        for (int i = 0; i < items.size(); i++) {
            byte[] signature = ALGORITHM.sign(key, List.of(text(items.get(i).at(ITEM))));
            signed =
                    signed.withMember(
                            JsonPointer.compile(ITEMS + "/" + i).append(ITEM).append(SIGNATURE),
                            TextNode.valueOf(Encoding.BASE64.encode(signature)));
        }
        return signed;
    }
}
