package dev.serai.signing;

import java.util.List;

/** What a signature is checked against: a request as it came, byte for byte. */
public interface SignedMessage {

    String method();

    /** The URL as its sender was told it, never made anew from what the request says. */
    String url();

    /** The values of a header in their order; the name's case is of no matter. */
    List<String> header(String name);

    byte[] body();
}
