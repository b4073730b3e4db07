package dev.serai.delivery.connection;

import dev.serai.subscription.secret.ClientCertificate;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows a certificate to servers that ask for one, and remembers that they did: in TLS 1.3 one that
 * misses it may say so only by ending the connection. A handshake runs on the thread that makes the
 * exchange.
 */
final class ShownIdentity extends X509ExtendedKeyManager {

    private static final ThreadLocal<AtomicBoolean> ASKED =
            ThreadLocal.withInitial(AtomicBoolean::new);

    private static final String ALIAS = "own";

    private final @Nullable ClientCertificate shown;

    /** One that shows a certificate; nothing for null. */
    ShownIdentity(@Nullable ClientCertificate shown) {
        this.shown = shown;
    }

    /** Whether a server has asked on this thread since this was asked. */
    static boolean wasAskedFor() {
        boolean asked = ASKED.get().get();
        ASKED.remove();
        return asked;
    }

    /** Whichever authorities the server names: what it makes of the certificate, it says itself. */
    @Override
    public @Nullable String chooseClientAlias(
            String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
        ASKED.get().set(true);
        return shown != null && List.of(types).contains(shown.key().getAlgorithm()) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return chooseClientAlias(types, issuers, null);
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
        return shown == null ? null : new String[] {ALIAS};
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return shown == null ? null : shown.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return shown == null ? null : shown.key();
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
        return null; // no server
    }

    @Override
    public @Nullable String chooseServerAlias(
            String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null; // no server
    }
}
