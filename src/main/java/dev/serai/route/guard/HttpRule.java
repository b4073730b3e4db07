package dev.serai.route.guard;

import dev.serai.route.guard.EndpointRules.EndpointRule;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code http:} and {@code https:} may call what is inside the network, because that is what an
 * administrator's sink is for; but never the machine's metadata. What a name leads to is looked at
 * when it is called.
 */
final class HttpRule implements EndpointRule {

    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    @Override
    public Optional<Objection> judge(UriText uri, Allowed allowed) {
        String host = host(uri.path());
        if (host.contains("${") || host.isEmpty()) {
            return Optional.of(
                    new Objection(
                            "host_missing",
                            "the host is not written out",
                            "name the host; only what follows it may be an expression"));
        }
        if (MetadataAddresses.isName(host) || isMetadata(host)) {
            return Optional.of(
                    new Objection(
                            "host_forbidden",
                            "the host is one of the machine's own metadata",
                            "name another host"));
        }
        return Optional.empty();
    }

    private static boolean isMetadata(String host) {
        try {
            // Only what is an address already: nothing is looked up here.
            return LITERAL.matcher(host).matches()
                    && MetadataAddresses.isAddress(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String host(String path) {
        String authority = path.replaceFirst("^https?:/*", "").replaceFirst("[/?#].*$", "");
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        return host.replaceFirst(":[0-9]*$", "").replaceAll("[\\[\\]]", "");
    }
}
