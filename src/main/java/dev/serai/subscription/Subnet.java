package dev.serai.subscription;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A range of addresses of one family.
 *
 * @param network its first address
 * @param prefix how many leading bits are the same in all of them
 */
record Subnet(InetAddress network, int prefix) {

    private static final String ALLOWED = "[0-9a-fA-F:.]+/[0-9]{1,3}";

    Subnet {
        if (prefix < 0 || prefix > network.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException("a subnet's prefix is 0 to 32, or to 128 for IPv6");
        }
    }

    /**
     * Reads {@code 10.0.0.0/8} or {@code fc00::/7}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static Subnet of(String text) {
        // Nothing but a literal, so that no name is ever looked up here.
        if (!text.matches(ALLOWED)) {
            throw new IllegalArgumentException("a subnet is an address, / and a prefix: " + text);
        }
        int slash = text.indexOf('/');
        try {
            return new Subnet(
                    InetAddress.getByName(text.substring(0, slash)),
                    Integer.parseInt(text.substring(slash + 1)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + text, e);
        }
    }

    boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += Byte.SIZE) {
            int mask = 0xFF << Math.max(0, Byte.SIZE - (prefix - bit));
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask & 0xFF) != 0) {
                return false;
            }
        }
        return true;
    }
}
