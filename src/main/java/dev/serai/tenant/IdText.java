package dev.serai.tenant;

/** What an id may be written in. No pattern: each event that is read makes two of them. */
final class IdText {

    private IdText() {}

    /** Whether a text has 1 to {@code max} characters, each of a-z A-Z 0-9 . _ - */
    static boolean isValid(String text, int max) {
        for (int i = 0; i < text.length(); i++) {
            if (!isAllowed(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= max;
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }
}
