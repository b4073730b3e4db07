package dev.serai.signing.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** How a signature stands in its header. */
public sealed interface SignatureSyntax {

    /** How many signatures or pairs of one header are looked at. */
    int ITEMS_MAX = 32;

    /** What parts pairs when a recipe says nothing else. */
    String PAIR_SEPARATOR = ",";

    /** What parts tagged signatures when a recipe says nothing else. */
    String TAG_SEPARATOR = " ";

    /**
     * The signatures in a header's value, still encoded; none when there is none of this syntax.
     */
    List<String> signatures(String value);

    /**
     * A value with one signature.
     *
     * @param time a pair that stands before it; empty if there is none
     */
    String write(String time, String signature);

    /** For a person; begins with a space, or is empty. */
    String describe();

    /** The header's value is the signature, after a prefix that must be there: {@code sha256=}. */
    record Plain(String prefix) implements SignatureSyntax {
        @Override
        public List<String> signatures(String value) {
            return value.startsWith(prefix) ? List.of(value.substring(prefix.length())) : List.of();
        }

        @Override
        public String write(String time, String signature) {
            return prefix + signature;
        }

        @Override
        public String describe() {
            return prefix.isEmpty() ? "" : " after " + prefix;
        }
    }

    /**
     * The header's value is a list of {@code key=value}: {@code t=1,v1=5257,v1=6ffb}.
     *
     * @param separator what parts the pairs
     * @param key the key of the signatures; it may come several times
     */
    record Pairs(String separator, String key) implements SignatureSyntax {
        @Override
        public List<String> signatures(String value) {
            return values(value, separator, key);
        }

        @Override
        public String write(String time, String signature) {
            String before = time.isEmpty() ? "" : time + separator;
            return before + key + "=" + signature;
        }

        @Override
        public String describe() {
            return " as " + key + "= between \"" + separator + "\"";
        }

        /** The values of a key in their order. */
        static List<String> values(String value, String separator, String wanted) {
            List<String> found = new ArrayList<>();
            for (String pair : value.split(Pattern.quote(separator), ITEMS_MAX)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equals(wanted)) {
                    found.add(pair.substring(equals + 1).strip());
                }
            }
            return found;
        }
    }

    /** The header's value is a list of signatures with a tag: {@code v1,abc v1,def}. */
    record Tagged(String separator, String tag) implements SignatureSyntax {
        @Override
        public List<String> signatures(String value) {
            List<String> found = new ArrayList<>();
            for (String item : value.split(Pattern.quote(separator), ITEMS_MAX)) {
                if (item.strip().startsWith(tag)) {
                    found.add(item.strip().substring(tag.length()));
                }
            }
            return found;
        }

        @Override
        public String write(String time, String signature) {
            return tag + signature;
        }

        @Override
        public String describe() {
            return " after " + tag + " between \"" + separator + "\"";
        }
    }
}
