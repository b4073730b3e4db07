package dev.serai.route.secret;

import java.util.List;

/** What a text must be to be given to a route and arrive there as it is. */
public final class LiteralText {

    /** What {@link #isOne} asks of a text, for messages. */
    public static final String TAKES =
            "has no control characters and none of )& {{ }} ${ $simple{ in it, and begins without #";

    private static final List<String> MEANT_FOR_CAMEL = List.of(")&", "{{", "}}", "${", "$simple{");

    private LiteralText() {}

    /**
     * Whether a text can be given to a route and arrive as it is: Camel writes it as {@code
     * RAW(...)}, looks for placeholders in what it has put in, takes what begins with # for the
     * name of a bean, and evaluates its Simple language, which tells secrets and calls beans.
     */
    public static boolean isOne(String text) {
        return MEANT_FOR_CAMEL.stream().noneMatch(text::contains)
                && !text.startsWith("#")
                && text.chars().noneMatch(Character::isISOControl);
    }
}
