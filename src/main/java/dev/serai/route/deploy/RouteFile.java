package dev.serai.route.deploy;

import dev.serai.route.door.SourceLimits;
import dev.serai.route.version.RouteKind;
import dev.serai.signing.Secret;
import java.util.Map;

/**
 * A file of {@code routes/}, or what stands in for one when a source is made through the API.
 *
 * @param kind which folder it is in
 * @param name its name in the folder: {@code razorpay.camel.yaml}
 * @param text what it says
 * @param origin who made it
 * @param secrets what {@code {{own-secret:NAME}}} means in it
 * @param limits what of {@link SourceLimits} is said beside the text
 * @param fault why it cannot be read; empty when it can
 */
public record RouteFile(
        RouteKind kind,
        String name,
        String text,
        Origin origin,
        Map<String, Secret> secrets,
        Map<String, String> limits,
        String fault) {

    /** A file of the folder. */
    public RouteFile(RouteKind kind, String name, String text) {
        this(kind, name, text, Origin.FILE, Map.of(), Map.of(), "");
    }

    public RouteFile {
        secrets = Map.copyOf(secrets);
        limits = Map.copyOf(limits);
    }

    /** A file that is there and cannot be read. */
    public static RouteFile unreadable(RouteKind kind, String name, String fault) {
        return new RouteFile(kind, name, "", Origin.FILE, Map.of(), Map.of(), fault);
    }

    /** Who makes and changes it. */
    public enum Origin {
        FILE,
        API
    }

    /** The name without its ending; what the file defines has it as its id. */
    public String id() {
        return name.substring(0, name.length() - kind.ending().length());
    }

    /** Where it is, for people; no two have the same. */
    public String path() {
        return origin == Origin.FILE ? kind.folder() + "/" + name : pathOfApi(id());
    }

    /** Where a source of the API is. */
    public static String pathOfApi(String source) {
        return "api/v1/source/" + source;
    }
}
