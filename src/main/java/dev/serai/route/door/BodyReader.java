package dev.serai.route.door;

import dev.serai.ingress.InFlight;
import dev.serai.ingress.answer.Refusal;
import dev.serai.ingress.answer.RefusalReason;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads a body as it is, within the limits of one request and of all of them together. Memory is
 * taken as bytes arrive, not as they are announced.
 */
final class BodyReader {

    private static final int FIRST_MAX = 8 * 1024;
    private static final Duration READ_MAX = Duration.ofSeconds(20);
    private static final Duration BUSY = Duration.ofSeconds(1);

    private final InFlight inFlight;
    private final int bytesMax;

    BodyReader(InFlight inFlight, int bytesMax) {
        this.inFlight = inFlight;
        this.bytesMax = bytesMax;
    }

    /**
     * Reads a body to its end.
     *
     * @param announced its length as announced, or -1
     * @param ownMax how large it may be, if that is less than any body may be
     * @param held is told what it holds of the hub's memory, also when it fails
     * @throws Refused if the body is too large, too slow or broken
     */
    byte[] read(InputStream in, long announced, int ownMax, AtomicInteger held) throws Refused {
        int max = Math.min(ownMax, bytesMax);
        if (announced > max) {
            throw tooLarge(max);
        }
        long begun = System.nanoTime();
        // One more than announced, so that the end is seen without growing.
        byte[] buffer = new byte[0];
        buffer =
                grown(buffer, announced < 0 ? FIRST_MAX : Math.min(FIRST_MAX, announced + 1), held);
        int length = 0;
        try {
            while (true) {
                int count = in.read(buffer, length, buffer.length - length);
                if (count < 0) {
                    return length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
                }
                length += count;
                if (length > max) {
                    throw tooLarge(max);
                }
                if (System.nanoTime() - begun > READ_MAX.toNanos()) {
                    throw tooSlow();
                }
                if (length == buffer.length) {
                    buffer = grown(buffer, Math.min(2L * length, max + 1L), held);
                }
            }
        } catch (SocketTimeoutException e) {
            throw tooSlow();
        } catch (IOException e) {
            throw new Refused(
                    Refusal.of(RefusalReason.UNREADABLE, "The body ended early or is malformed."));
        }
    }

    private byte[] grown(byte[] buffer, long size, AtomicInteger held) throws Refused {
        int more = (int) size - buffer.length;
        if (!inFlight.hold(more)) {
            throw new Refused(
                    Refusal.forNow(
                            RefusalReason.BUSY,
                            "The hub holds too many bytes at the moment; come again.",
                            BUSY));
        }
        held.addAndGet(more);
        return Arrays.copyOf(buffer, (int) size);
    }

    private static Refused tooLarge(int max) {
        return new Refused(
                Refusal.of(RefusalReason.TOO_LARGE, "The body has more than " + max + " bytes."));
    }

    private static Refused tooSlow() {
        return new Refused(
                Refusal.of(RefusalReason.TOO_SLOW, "The body did not arrive in 20 seconds."));
    }

    /** A body that is not taken. */
    static final class Refused extends Exception {

        private final transient Refusal refusal;

        Refused(Refusal refusal) {
            super(refusal.detail(), null, false, false);
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }
}
