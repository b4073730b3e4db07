package dev.serai.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A receiver that takes every webhook and costs as little as it can: it shares the machine with
 * what it measures. Reads what an HTTP client of one's own writes, no more.
 */
final class CountingReceiver implements AutoCloseable {

    private static final byte[] TAKEN =
            "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final String LENGTH = "content-length:";
    private static final long LOOK_EVERY_NANOS = 200_000;

    private final ServerSocket server;
    private final AtomicLong taken = new AtomicLong();

    CountingReceiver() throws IOException {
        server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/hook";
    }

    /**
     * Webhooks a second in the second half of so many from now: before it, a JVM still compiles.
     */
    double secondHalf(int count, Duration most) {
        long from = taken.get();
        long deadline = System.nanoTime() + most.toNanos();
        await(from + count / 2, deadline);
        long half = System.nanoTime();
        await(from + count, deadline);
        return (count - count / 2) / ((System.nanoTime() - half) / 1e9);
    }

    private void await(long number, long deadline) {
        while (taken.get() < number) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("only " + taken.get() + " webhooks came in time");
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.startVirtualThread(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
            StringBuilder line = new StringBuilder(200);
            while (takeOne(in, line)) {
                taken.incrementAndGet();
                socket.getOutputStream().write(TAKEN);
            }
        } catch (IOException e) {
            return; // the other side has hung up
        }
    }

    private static boolean takeOne(InputStream in, StringBuilder line) throws IOException {
        int length = 0;
        do {
            line.setLength(0);
            int c = in.read();
            while (c >= 0 && c != '\n') {
                line.append((char) c);
                c = in.read();
            }
            if (c < 0) {
                return false;
            }
            if (line.length() > LENGTH.length() && isLength(line)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        } while (line.length() > 1);
        in.skipNBytes(length);
        return true;
    }

    private static boolean isLength(StringBuilder line) {
        return line.substring(0, LENGTH.length()).equalsIgnoreCase(LENGTH);
    }
}
