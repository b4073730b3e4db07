package dev.serai.bench;

import dev.serai.signing.Scheme;
import dev.serai.signing.Secret;
import dev.serai.signing.Verifier;
import dev.serai.signing.message.DraftMessage;
import dev.serai.signing.options.Schemes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What it costs to verify a webhook, beside the bare cryptography over the same bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SigningBench {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final String WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @Param({"hmac-1k", "hmac-64k", "whsec-1k", "token", "ed25519-1k", "rsa-1k"})
    public String kind;

    private DraftMessage message;
    private Verifier verifier;
    private byte[] signed;
    private byte[] signature;
    private SecretKeySpec key;
    private KeyPair pair;

    /** Makes a message as a provider would send it, with a dozen headers. */
    @Setup
    public void make() throws GeneralSecurityException {
        byte[] body = new byte[kind.endsWith("64k") ? 64 * 1024 : 1024];
        Arrays.fill(body, (byte) 'x');
        DraftMessage draft =
                new DraftMessage("POST", "https://hub.example.com/in/x", headers(), body);
        Scheme scheme = Schemes.read(options());
        pair =
                KeyPairGenerator.getInstance(kind.startsWith("rsa") ? "RSA" : "Ed25519")
                        .generateKeyPair();
        message = scheme.sign(draft, Secret.of(signer()), NOW);
        verifier = scheme.with(List.of(Secret.of(known())));
        if (!verifier.verify(message, NOW).isAuthentic()) {
            throw new IllegalStateException(kind + " is not verified");
        }
        makeBare(body);
    }

    private void makeBare(byte[] body) throws GeneralSecurityException {
        signed = kind.startsWith("whsec") ? join("msg_1.1700000000.", body) : body;
        byte[] bytes =
                kind.startsWith("whsec")
                        ? Base64.getDecoder().decode(WHSEC.substring(6))
                        : known().getBytes(StandardCharsets.UTF_8);
        key = new SecretKeySpec(bytes, "HmacSHA256");
        if (isPublic()) {
            Signature signer = Signature.getInstance(name());
            signer.initSign(pair.getPrivate());
            signer.update(signed);
            signature = signer.sign();
        } else {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            signature = mac.doFinal(signed);
        }
    }

    private static byte[] join(String before, byte[] body) {
        byte[] start = before.getBytes(StandardCharsets.UTF_8);
        byte[] both = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, both, start.length, body.length);
        return both;
    }

    private static List<DraftMessage.Line> headers() {
        List<DraftMessage.Line> lines = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            lines.add(new DraftMessage.Line("X-Some-Header-" + i, HexFormat.of().toHexDigits(i)));
        }
        lines.add(new DraftMessage.Line("webhook-id", "msg_1"));
        return lines;
    }

    private Map<String, String> options() {
        return switch (kind) {
            case "whsec-1k" ->
                    Map.of(
                            "key",
                            "whsec",
                            "signature",
                            "header:webhook-signature",
                            "tag",
                            "v1",
                            "encoding",
                            "base64",
                            "signed",
                            "{header:webhook-id}.{ts}.{body}",
                            "timestamp",
                            "header:webhook-timestamp");
            case "token" -> Map.of("scheme", "token", "signature", "header:X-Token");
            case "ed25519-1k" -> Map.of("scheme", "ed25519", "signature", "header:X-Signature");
            case "rsa-1k" -> Map.of("scheme", "rsa", "signature", "header:X-Signature");
            default -> Map.of("signature", "header:X-Signature");
        };
    }

    private boolean isPublic() {
        return kind.startsWith("rsa") || kind.startsWith("ed25519");
    }

    private String name() {
        return kind.startsWith("rsa") ? "SHA256withRSA" : "Ed25519";
    }

    private String signer() {
        return isPublic()
                ? Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())
                : known();
    }

    private String known() {
        if (isPublic()) {
            return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        }
        return kind.startsWith("whsec") ? WHSEC : "a-secret-of-thirty-two-characters";
    }

    /** The whole verification: headers, syntax, encoding, signature, age. */
    @Benchmark
    public Object verify() {
        return verifier.verify(message, NOW);
    }

    /** Java's own cryptography over the same bytes, with the key and the signature at hand. */
    @Benchmark
    public boolean bare() throws GeneralSecurityException {
        if (kind.equals("token")) {
            return MessageDigest.isEqual(key.getEncoded(), key.getEncoded());
        }
        if (isPublic()) {
            Signature checker = Signature.getInstance(name());
            checker.initVerify(pair.getPublic());
            checker.update(signed);
            return checker.verify(signature);
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        return MessageDigest.isEqual(mac.doFinal(signed), signature);
    }

    public static void main(String[] arguments) throws RunnerException {
        Report report = new Report("signing", "Signing: what it costs to verify a webhook");
        Collection<RunResult> results =
                new Runner(
                                new OptionsBuilder()
                                        .include(SigningBench.class.getSimpleName())
                                        .forks(1)
                                        .warmupIterations(3)
                                        .warmupTime(TimeValue.seconds(1))
                                        .measurementIterations(5)
                                        .measurementTime(TimeValue.seconds(1))
                                        .addProfiler(GCProfiler.class)
                                        .build())
                        .run();
        Map<String, RunResult> byName = new TreeMap<>();
        for (RunResult result : results) {
            String method = result.getParams().getBenchmark().replaceAll(".*\\.", "");
            byName.put(result.getParams().getParam("kind") + " " + method, result);
        }
        report.say("| scheme | verify, us | bare, us | ratio | verify, bytes | bare, bytes |");
        report.say("| --- | --- | --- | --- | --- | --- |");
        for (String kind :
                List.of("hmac-1k", "hmac-64k", "whsec-1k", "token", "ed25519-1k", "rsa-1k")) {
            RunResult verify = byName.get(kind + " verify");
            RunResult bare = byName.get(kind + " bare");
            report.say(
                    "| %s | %.2f | %.2f | %.2f | %.0f | %.0f |",
                    kind,
                    time(verify),
                    time(bare),
                    time(verify) / time(bare),
                    bytes(verify),
                    bytes(bare));
        }
        report.say("");
        report.say(
                "JMH, one fork, 3 x 1 s of warm-up, 5 x 1 s measured; bytes are those allocated per"
                        + " verification. A message has 13 headers; one secret is configured. Bare is Java's"
                        + " Mac or Signature over the same bytes, key and signature at hand; for the token a"
                        + " comparison in constant time.");
        report.write();
    }

    private static double time(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    private static double bytes(RunResult result) {
        Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return allocated == null ? Double.NaN : allocated.getScore();
    }
}
