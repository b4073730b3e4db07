package dev.serai.subscription;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which URLs an endpoint may have: by scheme, port, and address where one is written. Names are
 * looked up when they are connected to, and checked then. Immutable.
 */
public final class AllowedUrls {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final AllowedAddresses addresses;
    private final boolean httpsOnly;
    private final List<Ports> ports;

    /**
     * Makes them.
     *
     * @param ports like {@code 443} or {@code 1024-65535}
     * @throws IllegalArgumentException if one is neither
     */
    public AllowedUrls(AllowedAddresses addresses, boolean httpsOnly, List<String> ports) {
        this.addresses = addresses;
        this.httpsOnly = httpsOnly;
        List<Ports> ranges = new ArrayList<>();
        ports.stream().filter(text -> !text.isBlank()).map(Ports::of).forEach(ranges::add);
        this.ports = List.copyOf(ranges);
    }

    /** By any scheme, with every port but those of a machine's own servers. */
    public AllowedUrls(AllowedAddresses addresses) {
        this(addresses, false, List.of("80", "443", "1024-65535"));
    }

    /** Those of names that are looked up. */
    public AllowedAddresses addresses() {
        return addresses;
    }

    /** Why an endpoint may not have an URL; empty if it may. */
    public Optional<String> refusal(EndpointUrl url) {
        boolean secure = "https".equalsIgnoreCase(url.uri().getScheme());
        if (httpsOnly && !secure) {
            return Optional.of("does not begin with https:// (serai.delivery.network.https-only)");
        }
        int written = url.uri().getPort();
        int port = written >= 0 ? written : secure ? HTTPS : HTTP;
        if (ports.stream().noneMatch(range -> range.holds(port))) {
            return Optional.of(
                    "has a port that endpoints may not have (serai.delivery.network.ports)");
        }
        if (!addresses.permitsLiteral(url.host())) {
            return Optional.of(
                    "is an address that endpoints may not have, or is not written as 8.8.8.8 is; the"
                            + " operator may allow subnets by serai.delivery.allowed-subnets");
        }
        return Optional.empty();
    }

    private record Ports(int from, int to) {

        private static final int MOST = 65_535;

        static Ports of(String text) {
            String[] ends = text.strip().split("-", 2);
            try {
                Ports ports =
                        new Ports(
                                Integer.parseInt(ends[0].strip()),
                                Integer.parseInt(ends[ends.length - 1].strip()));
                if (ports.from >= 1 && ports.from <= ports.to && ports.to <= MOST) {
                    return ports;
                }
            } catch (NumberFormatException e) {
                throw wrong(text);
            }
            throw wrong(text);
        }

        private static IllegalArgumentException wrong(String text) {
            return new IllegalArgumentException(
                    "serai.delivery.network.ports are like 443 or 1024-65535, not " + text);
        }

        boolean holds(int port) {
            return from <= port && port <= to;
        }
    }
}
