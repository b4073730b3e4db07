package dev.serai.route.guard;

/**
 * Why something may not be in a route.
 *
 * @param code the kind of fault, for programs: {@code component_forbidden}
 * @param detail what is wrong; never a secret
 * @param fix what to write instead
 */
public record Objection(String code, String detail, String fix) {

    /** The two sentences as one line. */
    public String text() {
        return fix.isEmpty() ? detail : detail + ": " + fix;
    }
}
