package dev.serai.subscription;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * An URL that events can be posted to: http or https, with a host, without credentials or fragment.
 *
 * @param value the text as it was given, at most {@value #LENGTH_MAX} characters
 */
public record EndpointUrl(String value) {

    /** The length of the longest one. */
    public static final int LENGTH_MAX = 2048;

    private static final int PORT_MAX = 65_535;

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if it is none, saying what is wrong
     */
    public EndpointUrl {
        if (value.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("an URL has at most 2048 characters");
        }
        URI uri = parse(value);
        if (!"https".equalsIgnoreCase(uri.getScheme())
                && !"http".equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException("an URL begins with https:// or http://");
        }
        if (uri.getRawUserInfo() != null
                || uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
            throw new IllegalArgumentException(
                    "an URL holds no credentials; send them as a header of the endpoint");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw new IllegalArgumentException("an URL names a host: letters, digits, - and dots");
        }
        if (uri.getPort() == 0 || uri.getPort() > PORT_MAX) {
            throw new IllegalArgumentException("a port is 1 to 65535");
        }
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException("an URL that is posted to has no fragment (#)");
        }
    }

    /** The host as it is written; an IPv6 address without its brackets. */
    public String host() {
        String host = uri().getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The same as an URI. */
    public URI uri() {
        return URI.create(value);
    }

    private static URI parse(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not an URL: " + e.getReason(), e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
