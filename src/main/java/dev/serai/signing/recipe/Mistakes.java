package dev.serai.signing.recipe;

import dev.serai.signing.Explanation;
import dev.serai.signing.Scheme;
import dev.serai.signing.Secret;
import dev.serai.signing.Verdict;
import dev.serai.signing.Verification;
import dev.serai.signing.message.SignedMessage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What usually goes wrong between a sender and a hub, found by trying: each mistake is made good
 * alone, and the one after which the signature is right is the one.
 */
public final class Mistakes {

    private final Scheme scheme;
    private final List<Secret> secrets;
    private final SignedMessage message;
    private final Instant now;

    private Mistakes(Scheme scheme, List<Secret> secrets, SignedMessage message, Instant now) {
        this.scheme = scheme;
        this.secrets = secrets;
        this.message = message;
        this.now = now;
    }

    /** What to change so that a message would be right, if it is one of the usual mistakes. */
    static Optional<String> find(
            Scheme scheme, List<Secret> secrets, SignedMessage message, Instant now) {
        return new Mistakes(scheme, secrets, message, now).find();
    }

    /** The same, told in place of other advice about a message that is not right. */
    public static Explanation explain(
            Explanation told,
            Scheme scheme,
            List<Secret> secrets,
            SignedMessage message,
            Instant now) {
        return told.verification().verdict() != Verdict.WRONG
                ? told
                : find(scheme, secrets, message, now)
                        .map(advice -> told.with(List.of(advice)))
                        .orElse(told);
    }

    private Optional<String> find() {
        List<Correction> corrections = new ArrayList<>();
        addBodies(corrections);
        if (scheme.signsUrl()) {
            addUrls(corrections);
        }
        addSecrets(corrections);
        if (scheme instanceof Recipe recipe) {
            OtherRecipes.of(recipe, message)
                    .forEach(
                            (advice, other) ->
                                    corrections.add(
                                            new Correction(advice, other, message, secrets)));
        }
        return corrections.stream().filter(this::helps).map(Correction::advice).findFirst();
    }

    /**
     * Something made good.
     *
     * @param advice how a person makes it good
     */
    private record Correction(
            String advice, Scheme scheme, SignedMessage message, List<Secret> secrets) {}

    private boolean helps(Correction correction) {
        try {
            return correction
                            .scheme
                            .with(correction.secrets)
                            .verify(correction.message, now)
                            .match()
                    != Verification.Match.NONE;
        } catch (IllegalArgumentException e) {
            // The secret cannot be read in that way at all.
            return false;
        }
    }

    private void addBodies(List<Correction> corrections) {
        byte[] body = message.body();
        addBody(corrections, stripped(body), "without the white space around it");
        addBody(corrections, ended(body, "\n"), "with a line end after it");
        addBody(corrections, ended(body, "\r\n"), "with CR and LF after it");
        String text = new String(body, StandardCharsets.ISO_8859_1);
        addBody(
                corrections,
                text.replace("\r\n", "\n").getBytes(StandardCharsets.ISO_8859_1),
                "with LF in place of each CR LF");
        addBody(
                corrections,
                text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1),
                "with CR LF in place of each LF");
    }

    private void addBody(List<Correction> corrections, byte[] body, String how) {
        if (!Arrays.equals(body, message.body())) {
            corrections.add(
                    new Correction(
                            "The signature is of the body "
                                    + how
                                    + ": what sends it, or stands between, must not change it.",
                            scheme,
                            new Changed(message, message.url(), body),
                            secrets));
        }
    }

    private static byte[] stripped(byte[] body) {
        int start = 0;
        int end = body.length;
        while (start < end && isSpace(body[start])) {
            start++;
        }
        while (end > start && isSpace(body[end - 1])) {
            end--;
        }
        return Arrays.copyOfRange(body, start, end);
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static byte[] ended(byte[] body, String end) {
        byte[] longer = Arrays.copyOf(body, body.length + end.length());
        System.arraycopy(
                end.getBytes(StandardCharsets.ISO_8859_1), 0, longer, body.length, end.length());
        return longer;
    }

    private void addUrls(List<Correction> corrections) {
        for (String url : urls(message.url())) {
            corrections.add(
                    new Correction(
                            "The signature is of the URL "
                                    + url
                                    + ": the option url says otherwise, or the sender was told"
                                    + " otherwise.",
                            scheme,
                            new Changed(message, url, message.body()),
                            secrets));
        }
    }

    /** The same URL as somebody else would write it. */
    private static List<String> urls(String url) {
        int mark = url.indexOf('?');
        String base = mark < 0 ? url : url.substring(0, mark);
        String query = mark < 0 ? "" : url.substring(mark);
        List<String> urls = new ArrayList<>();
        for (String scheme :
                List.of(
                        base,
                        base.replaceFirst("^https:", "http:"),
                        base.replaceFirst("^http:", "https:"))) {
            for (String port : ports(scheme)) {
                String other =
                        port.endsWith("/") ? port.substring(0, port.length() - 1) : port + "/";
                urls.add(port + query);
                urls.add(port);
                urls.add(other + query);
            }
        }
        return urls.stream().distinct().filter(other -> !other.equals(url)).toList();
    }

    private static List<String> ports(String url) {
        try {
            URI uri = URI.create(url);
            String usual = "https".equals(uri.getScheme()) ? ":443" : ":80";
            String start = uri.getScheme() + "://" + uri.getHost();
            String path = uri.getRawPath() == null ? "" : uri.getRawPath();
            return List.of(url, start + path, start + usual + path);
        } catch (IllegalArgumentException e) {
            return List.of(url);
        }
    }

    private void addSecrets(List<Correction> corrections) {
        addSecrets(
                corrections,
                secrets.stream().map(secret -> secret.reveal().strip()).toList(),
                "The secret has white space around it: configure it without.");
        addSecrets(
                corrections,
                secrets.stream()
                        .map(secret -> secret.reveal().replaceFirst("^whsec_", ""))
                        .toList(),
                "The sender's secret is what follows whsec_: configure it without that prefix.");
    }

    private void addSecrets(List<Correction> corrections, List<String> texts, String advice) {
        List<Secret> others =
                texts.stream().filter(secret -> !secret.isEmpty()).map(Secret::of).toList();
        if (!others.isEmpty() && !others.equals(secrets)) {
            corrections.add(new Correction(advice, scheme, message, others));
        }
    }

    /** A message as it may have been sent. */
    private record Changed(SignedMessage sent, String url, byte[] body) implements SignedMessage {
        @Override
        public String method() {
            return sent.method();
        }

        @Override
        public String query() {
            return sent.query();
        }

        @Override
        public List<String> header(String name) {
            return sent.header(name);
        }
    }
}
