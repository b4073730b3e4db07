package dev.serai.delivery.connection;

import dev.serai.subscription.AllowedAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks hosts up and gives only addresses that endpoints may have. The connection is made to what
 * is given here, so a name that leads elsewhere a moment later gains nothing.
 */
final class CheckedDns implements DnsResolver {

    private final AllowedAddresses allowed;
    private final ExecutorService threads;
    private final Duration timeout;
    private final String proxy;
    private final Names names;

    /** Where a name leads. */
    @FunctionalInterface
    interface Names {
        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    /**
     * Makes one.
     *
     * @param threads platform threads, few: a look-up blocks the thread it runs on, and a name
     *     server that does not answer must not hold those that carry the virtual threads
     * @param proxy the host that all is sent to, wherever the operator has it; empty for none
     * @param names looks up, and blocks while it does
     */
    CheckedDns(
            AllowedAddresses allowed,
            ExecutorService threads,
            Duration timeout,
            String proxy,
            Names names) {
        this.allowed = allowed;
        this.threads = threads;
        this.timeout = timeout;
        this.proxy = proxy;
        this.names = names;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        if (!proxy.isEmpty() && host.equals(proxy)) {
            return lookUp(host);
        }
        InetAddress[] permitted =
                Stream.of(lookUp(host)).filter(allowed::permits).toArray(InetAddress[]::new);
        if (permitted.length == 0) {
            throw new AddressRefused(host);
        }
        return permitted;
    }

    /** Refuses a host that leads anywhere it may not; one that is not known here is let pass. */
    void checkAll(String host) throws UnknownHostException {
        InetAddress[] found;
        try {
            found = lookUp(host);
        } catch (UnknownHostException e) {
            return; // the proxy may know it
        }
        if (!Stream.of(found).allMatch(allowed::permits)) {
            throw new AddressRefused(host);
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host; // only Kerberos asks, and it is not spoken here
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        try {
            Future<InetAddress[]> found = threads.submit(() -> names.lookUp(host));
            return found.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw because(host, "is not known", e);
        } catch (TimeoutException e) {
            throw because(host, "was not found in time", e);
        } catch (RejectedExecutionException e) {
            throw because(host, "waits behind too many slow look-ups", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw because(host, "was not looked up: the hub stops", e);
        }
    }

    private static UnknownHostException because(String host, String why, Exception cause) {
        UnknownHostException problem = new UnknownHostException(host + " " + why);
        problem.initCause(cause);
        return problem;
    }
}
