package dev.serai.route.guard;

import java.io.IOException;
import java.net.InetAddress;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Looks at where a request of a route goes, after each redirect, whatever its name led to. The JVM
 * keeps what a name meant for longer than a connection takes to make.
 */
final class RefuseMetadata implements ExecChainHandler {

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        String host = scope.route.getTargetHost().getHostName();
        boolean isRefused = MetadataAddresses.isName(host);
        for (InetAddress address : InetAddress.getAllByName(host)) {
            isRefused |= MetadataAddresses.isAddress(address);
        }
        if (isRefused) {
            throw new HttpException("the host is one of the machine's own metadata");
        }
        return chain.proceed(request, scope);
    }
}
