package dev.serai.route.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** What a text must be to be given to a route and arrive there as it is. */
public final class LiteralText {

    /** What {@link #isOne} asks of a text, for messages. */
    public static final String TAKES =
            "has no control characters and none of )& {{ }} ${ $simple{ in it, and begins without #";

    private static final List<String> MEANT_FOR_CAMEL = List.of(")&", "{{", "}}", "${", "$simple{");

    private static final String ARMOUR = "serai-armoured:";

    private LiteralText() {}

    /**
     * A text as it can be given to a route, whatever is in it: as it is, or for {@link #plain} to
     * undo.
     */
    public static String armoured(String text) {
        return isOne(text) && !isArmoured(text)
                ? text
                : ARMOUR
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a text was given in another form than it has. */
    public static boolean isArmoured(String given) {
        return given.startsWith(ARMOUR);
    }

    /** The text that was given to a route as {@link #armoured}. */
    public static String plain(String given) {
        return isArmoured(given)
                ? new String(
                        Base64.getUrlDecoder().decode(given.substring(ARMOUR.length())),
                        StandardCharsets.UTF_8)
                : given;
    }

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
