package dev.serai.route.guard;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;

/**
 * Looks at where a request of a route goes, and through which proxy, after each redirect, whatever
 * their names led to. The JVM keeps what a name meant for longer than a connection takes to make.
 */
final class RefuseMetadata implements ExecChainHandler {

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        HttpHost proxy = scope.route.getProxyHost();
        if (isMetadata(scope.route.getTargetHost().getHostName())
                || (proxy != null && isMetadata(proxy.getHostName()))) {
            throw new HttpException("the host is one of the machine's own metadata");
        }
        return chain.proceed(request, scope);
    }

    private static boolean isMetadata(String host) throws UnknownHostException {
        boolean isRefused = MetadataAddresses.isName(host);
        for (InetAddress address : InetAddress.getAllByName(host)) {
            isRefused |= MetadataAddresses.isAddress(address);
        }
        return isRefused;
    }
}
