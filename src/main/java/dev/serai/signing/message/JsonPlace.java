package dev.serai.signing.message;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/** A place in a JSON body. */
public sealed interface JsonPlace extends Place {

    /** How many items of an array are looked at; in a longer one, nothing is found. */
    int ITEMS_MAX = 1_000;

    /**
     * Reads {@code /pointer}, in which one segment may be a star.
     *
     * @throws IllegalArgumentException if it is none
     */
    static JsonPlace of(String text) {
        return text.contains("/*") ? new Each(text) : new Member(Json.pointer(text));
    }

    /** An object that names a member twice is none, and items of an array are each their own. */
    @Override
    default boolean isAmbiguous(Given given) {
        return false;
    }

    /** A member of the JSON body. */
    record Member(JsonPointer pointer) implements JsonPlace {
        @Override
        public List<String> values(Given given) {
            JsonNode node = given.json().at(pointer);
            return node.isValueNode() && !node.isNull() ? List.of(Json.wire(node)) : List.of();
        }

        @Override
        public String written() {
            return "json:" + pointer;
        }

        @Override
        public DraftMessage write(DraftMessage message, String value) {
            JsonNode before = Json.read(message.body()).at(pointer);
            return before.isNumber() && value.matches("\\d{1,18}")
                    ? message.withMember(pointer, LongNode.valueOf(Long.parseLong(value)))
                    : message.withMember(pointer, TextNode.valueOf(value));
        }
    }

    /** The same member of every item of an array: {@code /value/&#42;/clientState}. */
    record Each(String pattern) implements JsonPlace {

        public Each {
            int star = pattern.indexOf("/*");
            if (star != pattern.lastIndexOf("/*") || !pattern.startsWith("/*/", star)) {
                throw new IllegalArgumentException(
                        "json:" + pattern + " has one * with a name after it, as in /value/*/name");
            }
            Json.pointer(pattern);
        }

        @Override
        public List<String> values(Given given) {
            int star = pattern.indexOf("/*");
            JsonNode array = given.json().at(pattern.substring(0, star));
            JsonPointer member = Json.pointer(pattern.substring(star + 2));
            List<String> values = new ArrayList<>();
            for (int i = 0; i < array.size() && array.isArray(); i++) {
                values.add(Json.wire(array.get(i).at(member)));
            }
            return values.size() > ITEMS_MAX ? List.of() : values;
        }

        @Override
        public String written() {
            return "json:" + pattern;
        }

        @Override
        public DraftMessage write(DraftMessage message, String value) {
            int star = pattern.indexOf("/*");
            String array = pattern.substring(0, star);
            DraftMessage written = message;
            for (int i = 0; i < Json.read(message.body()).at(array).size(); i++) {
                String item = array + "/" + i + pattern.substring(star + 2);
                written = written.withMember(JsonPointer.compile(item), TextNode.valueOf(value));
            }
            return written;
        }
    }
}
