package dev.serai.route;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Sources for tests, written as routes of their own, and a sender who signs for them. */
public final class Doors {

    public static final String SECRET = "a secret of tests";

    private Doors() {}

    /** A verifying step for a source. */
    public static String verify(String source, String... parameters) {
        return """
               to:
                   uri: ingress:verify
                   parameters:
                     source: %s
                     secret: %s
                     signature: header:X-Signature
               %s"""
                .formatted(source, SECRET, indented(parameters))
                .stripTrailing();
    }

    /** A step that maps by jq. */
    public static String map(String jq) {
        return """
               setVariable:
                   name: event
                   expression:
                     jq:
                       expression: |
                         %s"""
                .formatted(jq);
    }

    /** Another step of {@code ingress:}, with parameters as {@code name: value}. */
    public static String step(String name, String... parameters) {
        return """
               to:
                   uri: ingress:%s
                   parameters:
               %s"""
                .formatted(name, indented(parameters));
    }

    private static String indented(String... lines) {
        return Arrays.stream(lines).map(line -> "      " + line).collect(Collectors.joining("\n"));
    }

    /** Writes a source of some steps into a folder. */
    public static Path source(Path folder, String name, String... steps) {
        return source(folder, name, "POST", List.of(steps));
    }

    public static Path source(Path folder, String name, String methods, List<String> steps) {
        TestHub.write(
                folder.resolve("sources/" + name + ".camel.yaml"),
                """
                - route:
                    id: %s
                    from:
                      uri: platform-http:/in/%s
                      parameters:
                        httpMethodRestrict: %s
                      steps:
                        - %s
                """
                        .formatted(
                                name,
                                name,
                                methods,
                                steps.stream()
                                        .map(step -> step.replace("\n", "\n        "))
                                        .collect(Collectors.joining("\n        - "))));
        return folder;
    }

    /** A signed request. */
    public static HttpRequest.Builder signed(Sender sender, String path, byte[] body) {
        return sender.to(path)
                .header("X-Signature", Sender.hmac(SECRET, body))
                .POST(BodyPublishers.ofByteArray(body));
    }

    public static HttpResponse<String> send(Sender sender, String path, String body) {
        return sender.send(signed(sender, path, body.getBytes(StandardCharsets.UTF_8)));
    }
}
