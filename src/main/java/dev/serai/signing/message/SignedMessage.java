package dev.serai.signing.message;

import java.util.List;

/** What a signature is checked against: a request as it came, byte for byte. */
public interface SignedMessage {

    String method();

    /**
     * The URL as its sender knows it: scheme, host and path from what the sender was told, never
     * from what the request says.
     */
    String url();

    /** The query of the request, undecoded; empty if it has none. */
    String query();

    /** The values of a header in their order; the name's case is of no matter. */
    List<String> header(String name);

    byte[] body();
}
