package dev.serai.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A server on a loopback port that does with each connection what its script says. */
public final class RawReceiver implements AutoCloseable {

    /** What to do with a connection; it is closed afterwards. */
    @FunctionalInterface
    public interface Script {
        void play(Socket socket) throws IOException;
    }

    /** Reads one request and takes it. */
    public static final Script TAKES =
            socket -> {
                readRequest(socket);
                write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            };

    private final ServerSocket server;
    private final AtomicReference<Script> script;
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private RawReceiver(Script script) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.script = new AtomicReference<>(script);
        Thread.ofVirtual().start(this::accept);
    }

    public static RawReceiver playing(Script script) throws IOException {
        return new RawReceiver(script);
    }

    /** Changes the script for the connections to come. */
    public void play(Script next) {
        script.set(next);
    }

    public int port() {
        return server.getLocalPort();
    }

    public int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** Reads the head of a request. */
    public static String readHead(Socket socket) throws IOException {
        return head(socket.getInputStream());
    }

    /** Reads a whole request. */
    public static void readRequest(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        String head = head(in);
        int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length:");
        if (at >= 0) {
            String length = head.substring(at + "content-length:".length());
            in.readNBytes(Integer.parseInt(length.substring(0, length.indexOf('\r')).strip()));
        }
    }

    /** Writes a text as it is. */
    public static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int c = in.read();
        while (c >= 0 && head.indexOf("\r\n\r\n") < 0) {
            head.append((char) c);
            if (!head.toString().endsWith("\r\n\r\n")) {
                c = in.read();
            }
        }
        return head.toString();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            script.get().play(socket);
        } catch (IOException e) {
            return; // the other side has hung up
        } finally {
            sockets.remove(socket);
        }
    }
}
