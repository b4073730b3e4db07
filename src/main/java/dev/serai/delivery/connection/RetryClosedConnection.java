package dev.serai.delivery.connection;

import java.io.IOException;
import java.net.SocketException;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * Tries again, at once, when a kept connection ended without a byte of an answer: its server had
 * closed it after the last one, which is no failure of this attempt. What ends so on a connection
 * of its own is a failure, since its server may have worked on it. At worst the receiver sees the
 * webhook twice, under one {@code webhook-id}.
 */
final class RetryClosedConnection implements HttpRequestRetryStrategy {

    /** The next kept connection may have been closed as well. */
    static final int TRIES_MAX = 3;

    @Override
    public boolean retryRequest(
            HttpRequest request, IOException exception, int tried, HttpContext context) {
        return tried <= TRIES_MAX && isEnd(exception) && wasKept(context);
    }

    /** Not one of the exceptions of connecting, which are kinds of SocketException of their own. */
    private static boolean isEnd(IOException exception) {
        return exception instanceof NoHttpResponseException
                || exception.getClass().equals(SocketException.class);
    }

    /** Whether the connection has brought an answer before. */
    private static boolean wasKept(HttpContext context) {
        EndpointDetails connection = HttpCoreContext.cast(context).getEndpointDetails();
        return connection != null && connection.getResponseCount() > 0;
    }

    @Override
    public boolean retryRequest(HttpResponse response, int tried, HttpContext context) {
        return false;
    }

    @Override
    public TimeValue getRetryInterval(HttpResponse response, int tried, HttpContext context) {
        return TimeValue.ZERO_MILLISECONDS;
    }
}
