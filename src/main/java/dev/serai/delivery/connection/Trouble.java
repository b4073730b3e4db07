package dev.serai.delivery.connection;

import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Why there was no answer, in plain words. */
final class Trouble {

    private static final int LENGTH_MAX = 1 << 10;
    private static final String NO_TLS = "no TLS connection: ";

    /** How the JDK says that a certificate is another host's. */
    private static final Pattern OTHER_HOST =
            Pattern.compile("No subject alternative|No name matching");

    private static final Pattern ALERT = Pattern.compile("fatal alert: ([a-z_]{1,40})");

    /**
     * By which a server says that it does not like its client's certificate, or that there is none.
     */
    private static final Set<String> OF_CLIENTS =
            Set.of(
                    "certificate_required",
                    "bad_certificate",
                    "unsupported_certificate",
                    "certificate_revoked",
                    "certificate_expired",
                    "certificate_unknown",
                    "unknown_ca",
                    "access_denied");

    private Trouble() {}

    /**
     * The words.
     *
     * @param identified whether there was a client certificate to show
     * @param asked whether the receiver had asked for one
     */
    static String words(Exception problem, boolean identified, boolean asked) {
        return oneLine(
                switch (problem) {
                    case UnknownHostException e -> String.valueOf(e.getMessage());
                    case SSLException e -> NO_TLS + tls(e, identified);
                    default ->
                            "no answer: "
                                    + problem.getClass().getSimpleName()
                                    + ": "
                                    + problem.getMessage()
                                    + (asked ? "; perhaps " + client(identified) : "");
                });
    }

    private static String tls(SSLException problem, boolean identified) {
        String message = String.valueOf(problem.getMessage());
        Matcher alert = ALERT.matcher(message);
        if (alert.find() && OF_CLIENTS.contains(alert.group(1))) {
            return client(identified) + " (" + alert.group(1) + ")";
        }
        if (isCausedBy(problem, CertificateExpiredException.class)) {
            return "the receiver's certificate has expired";
        }
        if (isCausedBy(problem, CertificateNotYetValidException.class)) {
            return "the receiver's certificate is not valid yet";
        }
        if (problem instanceof SSLPeerUnverifiedException || OTHER_HOST.matcher(message).find()) {
            return "the receiver's certificate is for another host: " + message;
        }
        if (message.contains("certification path")) {
            return "the receiver's certificate is issued by no authority that is trusted here, or"
                    + " one between them is missing";
        }
        if (message.contains("Unsupported or unrecognized SSL message")) {
            return "what answers at this port does not speak TLS";
        }
        return message;
    }

    private static String client(boolean identified) {
        return identified
                ? "the receiver does not accept the endpoint's client certificate"
                : "the receiver asks for a client certificate, and the endpoint has none";
    }

    private static boolean isCausedBy(Throwable problem, Class<? extends Throwable> type) {
        Throwable cause = problem;
        for (int depth = 0; cause != null && depth < Byte.SIZE; depth++) {
            if (type.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** The other side may have had a hand in an exception's words. */
    private static String oneLine(String why) {
        String printable = why.replaceAll("\\p{Cntrl}+", " ");
        return printable.substring(0, Math.min(printable.length(), LENGTH_MAX));
    }
}
