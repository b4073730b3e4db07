package dev.serai.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A kept-alive HTTP/1.1 connection, one request after another. Cheap on purpose: who loads a hub
 * shares the machine with it. Not thread-safe.
 */
public final class KeptConnection implements AutoCloseable {

    private static final int PATIENCE_MS = (int) TimeUnit.SECONDS.toMillis(30);

    private final URI uri;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    public KeptConnection(URI uri) {
        this.uri = uri;
    }

    /** An answer, whole. */
    public record Answer(int status, String body) {}

    /** A webhook as Razorpay sends it, with all that it takes on the wire. */
    public static byte[] razorpay(String path, String eventId, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head =
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json"
                        + "\r\nX-Razorpay-Signature: "
                        + Razorpay.sign(Razorpay.SECRET, bytes)
                        + "\r\nx-razorpay-event-id: "
                        + eventId
                        + "\r\nContent-Length: "
                        + bytes.length
                        + "\r\n\r\n";
        byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[headBytes.length + bytes.length];
        System.arraycopy(headBytes, 0, request, 0, headBytes.length);
        System.arraycopy(bytes, 0, request, headBytes.length, bytes.length);
        return request;
    }

    /** Sends a request and waits for its answer; after an exception the next one connects anew. */
    public Answer send(byte[] request) throws IOException {
        try {
            if (socket == null) {
                socket = new Socket(uri.getHost(), uri.getPort());
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(PATIENCE_MS);
                in = new BufferedInputStream(socket.getInputStream(), 8192);
            }
            socket.getOutputStream().write(request);
            return answer(in);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Answer answer(InputStream from) throws IOException {
        int status = 0;
        int length = 0;
        boolean chunked = false;
        boolean last = false;
        for (String line = line(from); !line.isEmpty(); line = line(from)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("http/")) {
                status = Integer.parseInt(line.substring(9, 12));
            } else if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = true;
            } else if (lower.startsWith("connection:")) {
                last = lower.contains("close");
            }
        }
        byte[] body = chunked ? chunks(from) : from.readNBytes(length);
        if (last) {
            close();
        }
        return new Answer(status, new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] chunks(InputStream from) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(from), 16);
                size > 0;
                size = Integer.parseInt(line(from), 16)) {
            body.writeBytes(from.readNBytes(size));
            line(from);
        }
        line(from);
        return body.toByteArray();
    }

    private static String line(InputStream from) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = from.read(); c != '\n'; c = from.read()) {
            if (c < 0) {
                throw new IOException("the hub closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // It is closed, then.
        } finally {
            socket = null;
        }
    }
}
