package dev.serai.ingress;

import dev.serai.outbox.RawRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/**
 * Unpacks a body that came as gzip. Only a verified one: its signature is over the bytes as they
 * came, and a stranger must not make the hub unpack anything.
 */
final class Gzip {

    private static final int MAGIC_FIRST = 0x1f;
    private static final int MAGIC_SECOND = 0x8b;

    private Gzip() {}

    /** Whether a request says that its body is packed, and it is: a proxy may have unpacked it. */
    static boolean isPacked(RawRequest request) {
        byte[] body = request.body();
        return body.length > 1
                && (body[0] & 0xff) == MAGIC_FIRST
                && (body[1] & 0xff) == MAGIC_SECOND
                && DedupeRule.header(request, "content-encoding").stream()
                        .map(String::strip)
                        .anyMatch(
                                value ->
                                        value.equalsIgnoreCase("gzip")
                                                || value.equalsIgnoreCase("x-gzip"));
    }

    /**
     * Unpacks a body.
     *
     * @throws Unmappable if it is broken, or has more bytes than a webhook may have
     */
    static byte[] unpacked(byte[] body, int bytesMax) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] unpacked = in.readNBytes(bytesMax + 1);
            if (unpacked.length > bytesMax) {
                throw new Unmappable("the unpacked body has more than " + bytesMax + " bytes");
            }
            return unpacked;
        } catch (IOException e) {
            throw new Unmappable("the body says that it is gzip, and is not");
        }
    }
}
