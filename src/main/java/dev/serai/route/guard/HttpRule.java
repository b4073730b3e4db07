package dev.serai.route.guard;

import dev.serai.route.guard.EndpointRules.EndpointRule;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code http:} and {@code https:} may call what is inside the network, because that is what an
 * administrator's sink is for; but never the machine's metadata service, which gives out the
 * machine's own credentials to anybody who asks.
 */
final class HttpRule implements EndpointRule {

    private static final Set<String> METADATA_NAMES =
            Set.of("metadata.google.internal", "metadata", "instance-data");

    private static final Pattern LINK_LOCAL =
            Pattern.compile(
                    "169\\.254\\..*|\\[?(fe[89ab].:|fd00:ec2:|::ffff:a9fe:|::ffff:169\\.254\\.).*");

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
        if (METADATA_NAMES.contains(host) || LINK_LOCAL.matcher(host).matches()) {
            return Optional.of(
                    new Objection(
                            "host_forbidden",
                            "the host is one of the machine's own metadata",
                            "name another host"));
        }
        return Optional.empty();
    }

    private static String host(String path) {
        String authority = path.replaceFirst("^https?:/*", "").replaceFirst("[/?#].*$", "");
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        return host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
    }
}
