package dev.serai.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * How an error is told, everywhere: {@code application/problem+json} of RFC 9457, with a {@code
 * code} for programs.
 *
 * @param type a URI reference that names the kind of problem: {@code /problems/} and the code
 * @param title the kind of problem in a few words
 * @param status the HTTP status
 * @param code the kind of problem for programs, for example {@code signature_invalid}
 * @param detail what is wrong here and how to mend it; never a secret
 * @param errors the fields at fault, none if no field is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String code,
        String detail,
        List<FieldError> errors) {

    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * A field at fault: a JSON pointer of RFC 6901, a parameter's or a header's name; and what is
     * wrong with it.
     */
    public record FieldError(String pointer, String detail) {}

    /** A problem that no single field is to blame for. */
    public static Problem of(int status, String code, String title, String detail) {
        return new Problem("/problems/" + code, title, status, code, detail, List.of());
    }

    /** 400 or 422: one field is wrong. */
    public static Problem ofField(int status, String pointer, String detail) {
        return new Problem(
                "/problems/validation",
                "A field is wrong",
                status,
                "validation",
                pointer.isEmpty() ? detail : pointer + ": " + detail,
                List.of(new FieldError(pointer, detail)));
    }
}
