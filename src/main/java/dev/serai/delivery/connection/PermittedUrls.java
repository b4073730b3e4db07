package dev.serai.delivery.connection;

import dev.serai.subscription.AllowedUrls;
import dev.serai.subscription.EndpointUrl;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Which URLs are posted to, as the operator has it now and not when they were given. Addresses are
 * checked when they are connected to; those behind a proxy here, as well as that can be known: it
 * looks them up once more.
 */
final class PermittedUrls {

    private final AllowedUrls allowed;
    private final CheckedDns dns;
    private final boolean proxied;

    PermittedUrls(AllowedUrls allowed, CheckedDns dns, boolean proxied) {
        this.allowed = allowed;
        this.dns = dns;
        this.proxied = proxied;
    }

    /** Why an URL is not posted to; empty if it is. May look its host up. */
    Optional<String> refusal(EndpointUrl url) {
        Optional<String> refusal = allowed.refusal(url);
        if (refusal.isPresent() || !proxied) {
            return refusal.map(why -> "its URL " + why);
        }
        try {
            dns.checkAll(url.host());
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
