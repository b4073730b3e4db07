package dev.serai.api.idempotency;

import dev.serai.access.Caller;
import dev.serai.access.Role;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A request whose body has been read, to know it again. */
final class IdempotentRequest extends HttpServletRequestWrapper {

    private static final byte SEPARATOR = 0;

    private final byte[] body;

    IdempotentRequest(HttpServletRequest request) throws IOException {
        super(request);
        this.body = request.getInputStream().readAllBytes();
    }

    /** Who asks, where, and with which key: the same key elsewhere is another one. */
    byte[] key(Caller caller, String idempotencyKey) {
        MessageDigest digest = sha256();
        add(digest, caller.tenant().value());
        add(digest, caller.role() instanceof Role.Portal portal ? portal.key().hex() : "");
        add(digest, getRequestURI());
        add(digest, idempotencyKey);
        return digest.digest();
    }

    /** What is asked. */
    byte[] fingerprint() {
        MessageDigest digest = sha256();
        add(digest, getQueryString() == null ? "" : getQueryString());
        digest.update(body);
        return digest.digest();
    }

    private static void add(MessageDigest digest, String part) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update(SEPARATOR);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public ServletInputStream getInputStream() {
        return new Bytes(new ByteArrayInputStream(body));
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    /** The body again. */
    private static final class Bytes extends ServletInputStream {

        private final ByteArrayInputStream in;

        Bytes(ByteArrayInputStream in) {
            this.in = in;
        }

        @Override
        public int read() {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            return in.read(bytes, offset, length);
        }

        @Override
        public boolean isFinished() {
            return in.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("requests of the API are read at once");
        }
    }
}
