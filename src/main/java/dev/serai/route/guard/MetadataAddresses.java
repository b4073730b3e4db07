package dev.serai.route.guard;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where clouds give a machine its own credentials, to anybody on it who asks. No sink has business
 * there, an administrator's neither.
 */
final class MetadataAddresses {

    private static final Set<String> NAMES =
            Set.of("metadata.google.internal", "metadata", "instance-data");

    /** Amazon by IPv6, Azure, Alibaba, Oracle; link-local addresses are refused as such. */
    private static final List<String> ADDRESSES =
            List.of("fd00:ec2:0:0:0:0:0:254", "168.63.129.16", "100.100.100.200", "192.0.0.192");

    private MetadataAddresses() {}

    static boolean isName(String host) {
        return NAMES.contains(host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", ""));
    }

    static boolean isAddress(InetAddress address) {
        return address.isLinkLocalAddress() || ADDRESSES.contains(address.getHostAddress());
    }
}
