package dev.serai.route.check;

/**
 * Something wrong with a draft.
 *
 * @param line where it is, from 1
 * @param column where in the line, from 1
 * @param code the kind of fault, for programs: {@code option_unknown}
 * @param detail what is wrong; never a secret
 * @param fix what to write instead
 */
public record Fault(int line, int column, String code, String detail, String fix) {

    /** A literal where a secret belongs: it works, but whoever reads the route reads the secret. */
    public static final String LITERAL_SECRET = "secret_literal";

    /** As one line, for a log and for people. */
    public String text() {
        return "line "
                + line
                + ", column "
                + column
                + ": "
                + detail
                + (fix.isEmpty() ? "" : "; " + fix);
    }
}
