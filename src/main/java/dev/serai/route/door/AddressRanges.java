package dev.serai.route.door;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The addresses that a source takes webhooks from, IPv4 and IPv6.
 *
 * @param ranges none for all addresses
 */
record AddressRanges(List<Range> ranges) {

    private static final int RANGES_MAX = 200;

    /** Nothing but a literal, so that no name is ever looked up here: face.de is one. */
    private static final Pattern LITERAL =
            Pattern.compile(
                    "(?:BYTE\\.){3}BYTE|(?=[^:]*:)[0-9a-fA-F:.]{2,45}"
                            .replace("BYTE", "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"));

    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");

    AddressRanges {
        ranges = List.copyOf(ranges);
    }

    /** The addresses that have the leading bits of another. */
    record Range(byte[] network, int prefix) {

        boolean contains(byte[] address) {
            int rest = network.length * Byte.SIZE - prefix;
            return address.length == network.length
                    && new BigInteger(1, address)
                            .shiftRight(rest)
                            .equals(new BigInteger(1, network).shiftRight(rest));
        }
    }

    /**
     * Reads {@code 203.0.113.0/24,2001:db8::/32,198.51.100.7}.
     *
     * @throws IllegalArgumentException if one is no address or range of them
     */
    static AddressRanges of(String text) {
        List<Range> ranges =
                Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(range -> !range.isEmpty())
                        .map(AddressRanges::range)
                        .toList();
        if (ranges.size() > RANGES_MAX) {
            throw new IllegalArgumentException(
                    "the option allowedIps is at most " + RANGES_MAX + " ranges");
        }
        return new AddressRanges(ranges);
    }

    private static Range range(String text) {
        int slash = text.indexOf('/');
        byte[] network = bytes(slash < 0 ? text : text.substring(0, slash));
        String prefix = slash < 0 ? "" : text.substring(slash + 1);
        boolean isRange = slash < 0 || PREFIX.matcher(prefix).matches();
        int bits = network.length * Byte.SIZE;
        int length = slash < 0 || !isRange ? bits : Integer.parseInt(prefix);
        if (bits == 0 || !isRange || length > bits) {
            throw new IllegalArgumentException(
                    "the option allowedIps is addresses or ranges such as 203.0.113.0/24, with"
                            + " commas, not "
                            + text);
        }
        return new Range(network, length);
    }

    /** Whether an address may send; what is no address may not, unless all may. */
    boolean contain(String address) {
        if (ranges.isEmpty()) {
            return true;
        }
        int zone = address.indexOf('%');
        byte[] bytes = bytes(zone < 0 ? address : address.substring(0, zone));
        return ranges.stream().anyMatch(range -> range.contains(bytes));
    }

    /** An address's bytes, four for an IPv4 one that is written as IPv6; none if it is none. */
    private static byte[] bytes(String literal) {
        try {
            return LITERAL.matcher(literal).matches()
                    ? InetAddress.getByName(literal).getAddress()
                    : new byte[0];
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }
}
