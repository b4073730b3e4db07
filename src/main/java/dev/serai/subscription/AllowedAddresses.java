package dev.serai.subscription;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which addresses an endpoint may have: those of the public internet, and the private ones that the
 * operator allows. Keeps customers from reaching what stands beside the hub.
 */
public final class AllowedAddresses {

    /**
     * What is not the public internet, by IANA's special-purpose registry; and metadata servers.
     */
    private static final List<Subnet> REFUSED_IPV4 =
            subnets(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "168.63.129.16/32",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4");

    /** All that is public in IPv6; loopback, private, link-local and multicast lie outside. */
    private static final Subnet GLOBAL_IPV6 = Subnet.of("2000::/3");

    /** Within it: tunnels that embed an IPv4 address (Teredo, 6to4), and documentation. */
    private static final List<Subnet> REFUSED_IPV6 =
            subnets("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    /**
     * What a resolver may take for an IPv4 address: 2130706433, 0x7f000001, 0177.0.0.1. No name
     * ends in a number.
     */
    private static final Pattern NUMBER_AT_ITS_END =
            Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9a-fA-F]*)\\.?");

    /** The one way of writing it that all read alike. */
    private static final Pattern DOTTED_QUAD =
            Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");

    private static final byte[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    /** ISATAP's: an IPv4 address stands behind these, whatever the network. */
    private static final byte[] ISATAP = {0, 0, 94, -2};

    private static final int ISATAP_AT = 8;

    /** Translated to the IPv4 address in its last four bytes. */
    private static final Subnet NAT64 = Subnet.of("64:ff9b::/96");

    private static final int NAT64_BYTES = 12;

    private final List<Subnet> allowed;
    private final List<Subnet> denied;

    /**
     * Allows the public internet and some subnets more.
     *
     * @param allowed like {@code 10.0.0.0/8} or {@code ::1/128}
     * @throws IllegalArgumentException if one is no subnet
     */
    public AllowedAddresses(List<String> allowed) {
        this(allowed, List.of());
    }

    /**
     * Allows the public internet and some subnets more, but not some others.
     *
     * @param denied whatever else allows them
     * @throws IllegalArgumentException if one is no subnet
     */
    public AllowedAddresses(List<String> allowed, List<String> denied) {
        this.allowed = allowed.stream().map(Subnet::of).toList();
        this.denied = denied.stream().map(Subnet::of).toList();
    }

    /** Whether an endpoint may be there. */
    public boolean permits(InetAddress address) {
        InetAddress plain = unmapped(address);
        if (denied.stream().anyMatch(subnet -> subnet.contains(plain))) {
            return false;
        }
        if (allowed.stream().anyMatch(subnet -> subnet.contains(plain))) {
            return true;
        }
        if (plain instanceof Inet4Address) {
            return REFUSED_IPV4.stream().noneMatch(subnet -> subnet.contains(plain));
        }
        if (NAT64.contains(plain)) {
            return permits(embedded(plain.getAddress(), NAT64_BYTES));
        }
        return !isIsatap(plain.getAddress())
                && GLOBAL_IPV6.contains(plain)
                && REFUSED_IPV6.stream().noneMatch(subnet -> subnet.contains(plain));
    }

    /**
     * Whether a host is a name, or an address that is permitted and written in the common way.
     * Looks nothing up: what a name leads to is checked when it is connected to.
     */
    public boolean permitsLiteral(String host) {
        boolean isIpv6 = host.contains(":");
        if (!isIpv6 && !NUMBER_AT_ITS_END.matcher(host).matches()) {
            return true;
        }
        if (!isIpv6 && !DOTTED_QUAD.matcher(host).matches()) {
            return false;
        }
        try {
            return permits(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Java makes plain addresses of IPv4-mapped ones mostly, but not always. */
    private static InetAddress unmapped(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == MAPPED_PREFIX.length + Integer.BYTES
                && Arrays.equals(
                        bytes, 0, MAPPED_PREFIX.length, MAPPED_PREFIX, 0, MAPPED_PREFIX.length)) {
            return embedded(bytes, MAPPED_PREFIX.length);
        }
        return address;
    }

    /** Its first bits say whether it is unique, and count for nothing here. */
    private static boolean isIsatap(byte[] address) {
        return (address[ISATAP_AT] & ~0x03) == 0
                && Arrays.equals(
                        address,
                        ISATAP_AT + 1,
                        ISATAP_AT + ISATAP.length,
                        ISATAP,
                        1,
                        ISATAP.length);
    }

    private static InetAddress embedded(byte[] address, int from) {
        try {
            return InetAddress.getByAddress(
                    Arrays.copyOfRange(address, from, from + Integer.BYTES));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are always an address", e);
        }
    }

    private static List<Subnet> subnets(String... texts) {
        return Stream.of(texts).map(Subnet::of).toList();
    }
}
