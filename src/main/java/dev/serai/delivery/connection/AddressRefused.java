package dev.serai.delivery.connection;

import java.net.UnknownHostException;

/** A host leads to no address that an endpoint may have. */
final class AddressRefused extends UnknownHostException {

    AddressRefused(String host) {
        super(host + " leads to no address that endpoints may have");
    }
}
