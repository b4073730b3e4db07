package dev.serai.route.door;

import java.util.Set;
import org.springframework.util.unit.DataSize;

/**
 * What is checked of a request before its source's route sees it. Options of {@code
 * ingress:verify}: {@code bodyMax} (256KB; the hub's own limit if absent, and never more), {@code
 * allowedIps} (addresses and CIDR ranges with commas; any if absent).
 *
 * @param bodyBytesMax how large a body may be
 * @param allowed where requests may come from: the peer of the connection, or whom a proxy names if
 *     {@code server.forward-headers-strategy} says that there is one
 */
public record SourceLimits(int bodyBytesMax, AddressRanges allowed) {

    /** The names of the options. */
    public static final Set<String> NAMES = Set.of("bodyMax", "allowedIps");

    /**
     * Reads the options; one that is empty is as good as absent.
     *
     * @param hubsBytesMax how large a body may be at any source
     * @throws IllegalArgumentException if one is not what it must be
     */
    public static SourceLimits of(String bodyMax, String allowedIps, int hubsBytesMax) {
        return new SourceLimits(
                bodyMax.isEmpty() ? hubsBytesMax : bytes(bodyMax, hubsBytesMax),
                AddressRanges.of(allowedIps));
    }

    private static int bytes(String text, int hubsBytesMax) {
        try {
            long bytes = DataSize.parse(text).toBytes();
            if (bytes > 0 && bytes <= hubsBytesMax) {
                return (int) bytes;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // Told below, as one that is too large.
        }
        throw new IllegalArgumentException(
                "the option bodyMax is a size such as 256KB, at most serai.ingress.body-max, not "
                        + text);
    }
}
