package dev.serai.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * A customer's web server on a loopback port that behaves as its script says, and remembers every
 * request. Speaks HTTP/1.1 by hand, so that it can also speak it badly.
 */
public final class ScriptedReceiver implements AutoCloseable {

    /** What to do with one request. */
    @FunctionalInterface
    public interface Script {
        void play(Received request, Reply reply) throws IOException, InterruptedException;
    }

    /**
     * A request as it came.
     *
     * @param number 1 for the first one of this receiver
     * @param headers by lower-case name
     */
    public record Received(
            int number, String method, String path, Map<String, String> headers, byte[] body) {

        public String header(String name) {
            return headers.get(name);
        }
    }

    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger inFlightMost = new AtomicInteger();
    private final AtomicReference<Script> script;
    private final CountDownLatch closed = new CountDownLatch(1);

    private ScriptedReceiver(ServerSocket server, Script script) {
        this.server = server;
        this.script = new AtomicReference<>(script);
    }

    /** Starts one. */
    public static ScriptedReceiver playing(Script script) throws IOException {
        ScriptedReceiver receiver =
                new ScriptedReceiver(
                        new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()), script);
        Thread.ofVirtual().start(receiver::accept);
        return receiver;
    }

    /**
     * Starts one that speaks TLS.
     *
     * @param asks whether it wants its clients' certificates
     */
    public static ScriptedReceiver secured(SSLContext tls, boolean asks, Script script)
            throws IOException {
        SSLServerSocket server =
                (SSLServerSocket)
                        tls.getServerSocketFactory()
                                .createServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(asks);
        ScriptedReceiver receiver = new ScriptedReceiver(server, script);
        Thread.ofVirtual().start(receiver::accept);
        return receiver;
    }

    /** Answers with a status and nothing else. */
    public static Script answers(int status) {
        return (request, reply) -> reply.send(status, Map.of(), "");
    }

    /** Answers with a status, headers and a body. */
    public static Script answers(int status, Map<String, String> headers, String body) {
        return (request, reply) -> reply.send(status, headers, body);
    }

    /** Takes the request and never answers. */
    public static Script stalls() {
        return (request, reply) -> reply.stall();
    }

    /** Cuts the connection in place of an answer. */
    public static Script resets() {
        return (request, reply) -> reply.reset();
    }

    /** Sends the answer's body one byte at a time for ever, after a status. */
    public static Script drips(int status) {
        return (request, reply) -> {
            reply.raw("HTTP/1.1 " + status + " Dripping\r\nContent-Length: 1000000\r\n\r\n");
            while (!reply.stalledFor(20)) {
                reply.raw("x");
            }
        };
    }

    /** Sends the answer's head one byte at a time for ever. */
    public static Script dripsItsHead() {
        return (request, reply) -> {
            reply.raw("HTTP/1.1 200 OK\r\nX-Slow: ");
            while (!reply.stalledFor(20)) {
                reply.raw("x");
            }
        };
    }

    /** Changes the script for the requests to come. */
    public void play(Script next) {
        script.set(next);
    }

    public int port() {
        return server.getLocalPort();
    }

    public String url() {
        return url("/hook");
    }

    public String url(String path) {
        return (server instanceof SSLServerSocket ? "https" : "http")
                + "://127.0.0.1:"
                + port()
                + path;
    }

    /** All requests so far, in the order of their arrival. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** How many connections were made. */
    public int connections() {
        return connections.get();
    }

    /** How many connections are open. */
    public int open() {
        return sockets.size();
    }

    /** The most requests that were here at the same time. */
    public int inFlightMost() {
        return inFlightMost.get();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
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
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Received request = read(in);
            while (request != null) {
                inFlightMost.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                received.add(request);
                try {
                    script.get().play(request, new Reply(socket, closed));
                } finally {
                    inFlight.decrementAndGet();
                }
                request = socket.isClosed() ? null : read(in);
            }
        } catch (IOException e) {
            return; // the other side has hung up, as hubs may
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(socket);
        }
    }

    private Received read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                return null; // a TLS greeting, and no HTTP
            }
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        String[] words = first.split(" ");
        return new Received(received.size() + 1, words[0], words[1], headers, body);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** The way back. */
    public static final class Reply {

        private final Socket socket;
        private final CountDownLatch closed;

        private Reply(Socket socket, CountDownLatch closed) {
            this.socket = socket;
            this.closed = closed;
        }

        public void send(int status, Map<String, String> headers, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
            headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
            head.append("Content-Length: " + bytes.length + "\r\n\r\n");
            OutputStream out = socket.getOutputStream();
            out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            out.write(bytes);
            out.flush();
        }

        /** Who the client says it is, by its certificate. */
        public String client() throws IOException {
            return ((SSLSocket) socket).getSession().getPeerPrincipal().getName();
        }

        public void raw(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        /** Until the receiver is closed. */
        public void stall() throws InterruptedException {
            closed.await();
        }

        /** For a while; true when the receiver was closed meanwhile. */
        public boolean stalledFor(long millis) throws InterruptedException {
            return closed.await(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
        }

        /** Closes the connection as a server does that keeps it no longer. */
        public void hangUp() throws IOException {
            socket.close();
        }

        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
