package dev.serai.api.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.access.Caller;
import dev.serai.api.Fields;
import dev.serai.api.Query;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.route.edit.EditRoutes.Editor;
import dev.serai.route.edit.RouteHead;
import dev.serai.route.version.RouteEdit;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * A request that edits a route.
 *
 * @param yaml what the route is to say; null where a request says nothing of it
 * @param editor who, why, and after which version
 */
record EditRequest(@Nullable String yaml, Editor editor) {

    private static final String COMMENT = "comment";
    private static final String COMMENT_HEADER = "Serai-Comment";
    private static final int COMMENT_LENGTH_MAX = 1_000;
    private static final Pattern ETAG = Pattern.compile("\"?([1-9][0-9]{0,8})\"?");
    private static final Set<String> YAML =
            Set.of("application/yaml", "text/yaml", "application/x-yaml", "text/x-yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether a media type is one of YAML's. */
    static boolean isYaml(MediaType type) {
        return YAML.contains(type.getType() + "/" + type.getSubtype());
    }

    /** A request whose body is YAML, or JSON with {@code yaml} and {@code comment}. */
    static EditRequest withText(Caller caller, HttpServletRequest request, byte[] body) {
        if (body.length > 2 * RouteHead.TEXT_BYTES_MAX) {
            throw tooLarge();
        }
        String text = text(body);
        String comment = comment(request, Set.of(COMMENT));
        String yaml = text;
        if (isJson(request)) {
            Fields fields = Fields.of(json(text)).known(Set.of("yaml", COMMENT));
            yaml = fields.requiredText("yaml", 2 * RouteHead.TEXT_BYTES_MAX);
            comment = comment(comment, fields);
        }
        if (!RouteHead.fits(yaml)) {
            throw tooLarge();
        }
        return new EditRequest(yaml, editor(caller, request, comment));
    }

    /** A request without a body. */
    static EditRequest withoutText(Caller caller, HttpServletRequest request, String... known) {
        return new EditRequest(null, editor(caller, request, comment(request, withComment(known))));
    }

    /** A request whose body has fields, a comment among them. */
    static EditRequest withFields(Caller caller, HttpServletRequest request, Fields fields) {
        return new EditRequest(
                null, editor(caller, request, comment(comment(request, Set.of(COMMENT)), fields)));
    }

    private static Set<String> withComment(String... known) {
        Set<String> names = new HashSet<>(Set.of(known));
        names.add(COMMENT);
        return names;
    }

    private static Editor editor(Caller caller, HttpServletRequest request, String comment) {
        return new Editor(caller.name(), comment, expected(request));
    }

    private static String comment(HttpServletRequest request, Set<String> known) {
        String header = request.getHeader(COMMENT_HEADER);
        String parameter = Query.of(request, known).text(COMMENT);
        return bounded(parameter != null ? parameter : header == null ? "" : header);
    }

    private static String comment(String otherwise, Fields fields) {
        String said = fields.text(COMMENT, COMMENT_LENGTH_MAX);
        return said == null ? otherwise : said.strip();
    }

    private static String bounded(String comment) {
        if (comment.length() > COMMENT_LENGTH_MAX) {
            throw Query.wrong(COMMENT, "has at most " + COMMENT_LENGTH_MAX + " characters");
        }
        return comment.strip();
    }

    /** RFC 9110, sections 13.1.1 and 13.1.2. */
    private static int expected(HttpServletRequest request) {
        String match = request.getHeader(HttpHeaders.IF_MATCH);
        String none = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (none != null) {
            if (!none.strip().equals("*") || match != null) {
                throw Query.wrong(
                        HttpHeaders.IF_NONE_MATCH,
                        "is *, without If-Match: there is to be no such route yet");
            }
            return RouteEdit.ABSENT;
        }
        if (match == null) {
            return RouteEdit.ANY;
        }
        Matcher version = ETAG.matcher(match.strip());
        if (!version.matches()) {
            throw Query.wrong(HttpHeaders.IF_MATCH, "is the number of a version, such as \"7\"");
        }
        return Integer.parseInt(version.group(1));
    }

    private static boolean isJson(HttpServletRequest request) {
        String type = request.getContentType();
        if (type == null) {
            return false;
        }
        try {
            MediaType given = MediaType.parseMediaType(type);
            if (given.isCompatibleWith(MediaType.APPLICATION_JSON)) {
                return true;
            }
            if (isYaml(given)) {
                return false;
            }
        } catch (InvalidMediaTypeException e) {
            throw unsupported();
        }
        throw unsupported();
    }

    private static ProblemException unsupported() {
        return RouteProblems.problem(
                415,
                "unsupported_media_type",
                "Unsupported media type",
                "A route is sent as application/yaml, or as application/json with the fields yaml"
                        + " and comment.");
    }

    private static ProblemException tooLarge() {
        return RouteProblems.problem(
                413,
                "too_large",
                "Content too large",
                "A route has at most " + RouteHead.TEXT_BYTES_MAX + " bytes.");
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw unreadable("The body is not UTF-8.");
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw unreadable("The body is not the JSON it must be.");
        }
    }

    private static ProblemException unreadable(String detail) {
        return new ProblemException(Problem.of(400, "unreadable_body", "Unreadable body", detail));
    }
}
