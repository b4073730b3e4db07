package dev.serai.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object in a request's body. A field that is wrong, or that there is none of,
 * ends the request with 422 and its name: what is passed over would look as if it were in effect.
 */
public record Fields(JsonNode object) {

    private static final Pattern UID = Pattern.compile("[a-zA-Z0-9._-]{1,256}");
    private static final int METADATA_MAX = 64;
    private static final int VALUE_LENGTH_MAX = 4096;
    private static final int RATE_MAX = 65_535;
    private static final int NAME_SHOWN_MAX = 80;

    /** The body's fields. */
    public static Fields of(JsonNode body) {
        if (!body.isObject()) {
            throw wrong("", "the body is a JSON object");
        }
        return new Fields(body);
    }

    /** Refuses every field but these. */
    public Fields known(Set<String> names) {
        object.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!names.contains(name)) {
                                throw wrong(pointer(name), "there is no such field here");
                            }
                        });
        return this;
    }

    /**
     * Refuses a field that others know and that does nothing here, unless it is null or says what
     * is so anyway.
     */
    public void refuse(String name, JsonNode anyway, String instead) {
        JsonNode value = value(name);
        if (value != null && !value.equals(anyway)) {
            throw wrong("/" + name, "is not in effect here; " + instead);
        }
    }

    /** Whether a field is there, be it null. */
    public boolean has(String name) {
        return object.has(name);
    }

    /** A text; null when it is not there or null. */
    public @Nullable String text(String name, int lengthMax) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong("/" + name, "is a text");
        }
        if (value.textValue().length() > lengthMax) {
            throw wrong("/" + name, "has at most " + lengthMax + " characters");
        }
        return value.textValue();
    }

    /** A text that must be there and not be empty. */
    public String requiredText(String name, int lengthMax) {
        String text = text(name, lengthMax);
        if (text == null || text.isBlank()) {
            throw wrong("/" + name, "is required");
        }
        return text;
    }

    /** A caller's own name for something. */
    public @Nullable String uid(String name) {
        String text = text(name, VALUE_LENGTH_MAX);
        if (text != null && !isUid(text)) {
            throw wrong("/" + name, "is 1 to 256 characters of a-z A-Z 0-9 . _ -");
        }
        return text;
    }

    public static boolean isUid(String text) {
        return UID.matcher(text).matches();
    }

    /** {@code throttleRate}; older libraries call it {@code rateLimit}. */
    public @Nullable Integer throttleRate() {
        Integer rate = rate("throttleRate");
        Integer older = rate("rateLimit");
        if (has("throttleRate") && has("rateLimit") && !Objects.equals(rate, older)) {
            throw wrong("/rateLimit", "is the older name of throttleRate, and says something else");
        }
        return has("throttleRate") ? rate : older;
    }

    public boolean hasThrottleRate() {
        return has("throttleRate") || has("rateLimit");
    }

    /** A number of things per second; null when it is not there, null or 0. */
    private @Nullable Integer rate(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isInt() || value.intValue() < 0 || value.intValue() > RATE_MAX) {
            throw wrong("/" + name, "is a whole number from 1 to 65535");
        }
        return value.intValue() == 0 ? null : value.intValue();
    }

    /** One of an enum's names in small letters; what is null becomes the first of them. */
    public <E extends Enum<E>> E choice(String name, Class<E> type, E ofNull, E otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        JsonNode value = value(name);
        if (value == null) {
            return ofNull;
        }
        for (E choice : type.getEnumConstants()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(value.textValue())) {
                return choice;
            }
        }
        String all =
                Stream.of(type.getEnumConstants())
                        .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        throw wrong("/" + name, "is one of " + all);
    }

    /** A whole number from 1 on; null when it is not there or null. */
    public @Nullable Integer whole(String name, int most) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isInt() || value.intValue() < 1 || value.intValue() > most) {
            throw wrong("/" + name, "is a whole number from 1 to " + most);
        }
        return value.intValue();
    }

    public boolean flag(String name, boolean otherwise) {
        JsonNode value = value(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw wrong("/" + name, "is true or false");
        }
        return value.booleanValue();
    }

    /** The names in an object whose values are null: they are to be removed. */
    public List<String> nulls(String name) {
        return object.path(name).properties().stream()
                .filter(e -> e.getValue().isNull())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** An object of texts without its nulls; empty when it is not there or null. */
    public Map<String, String> texts(String name) {
        Map<String, String> texts = new HashMap<>();
        JsonNode value = value(name);
        if (value == null) {
            return texts;
        }
        if (!value.isObject() || value.size() > METADATA_MAX) {
            throw wrong("/" + name, "is an object of at most 64 texts");
        }
        value.properties().stream()
                .filter(e -> !e.getValue().isNull())
                .forEach(e -> texts.put(e.getKey(), item(name, e)));
        return texts;
    }

    private static String item(String name, Map.Entry<String, JsonNode> entry) {
        String text = entry.getValue().textValue();
        if (text == null || text.length() > VALUE_LENGTH_MAX) {
            throw wrong("/" + name + "/" + entry.getKey(), "is a text of at most 4096 characters");
        }
        return text;
    }

    /**
     * An array of texts, each read by a function that refuses with an IllegalArgumentException;
     * empty when it is not there or null.
     */
    public <T> List<T> list(String name, int sizeMax, Function<String, T> reader) {
        List<T> items = new ArrayList<>();
        JsonNode value = value(name);
        if (value == null) {
            return items;
        }
        if (!value.isArray() || value.size() > sizeMax) {
            throw wrong("/" + name, "is an array of at most " + sizeMax + " texts");
        }
        for (JsonNode item : value) {
            String pointer = "/" + name + "/" + items.size();
            if (!item.isTextual()) {
                throw wrong(pointer, "is a text");
            }
            items.add(read(pointer, item.textValue(), reader));
        }
        return items;
    }

    /** A text read by a function that refuses with an IllegalArgumentException. */
    public static <T> T read(String pointer, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw wrong(pointer, String.valueOf(e.getMessage()));
        }
    }

    public static ProblemException wrong(String pointer, String detail) {
        return new ProblemException(Problem.ofField(422, pointer, detail));
    }

    /** A name as a JSON pointer has it, and of a length that can be read. */
    private static String pointer(String name) {
        String escaped = name.replace("~", "~0").replace("/", "~1").replaceAll("\\p{Cntrl}", " ");
        return "/"
                + (escaped.length() <= NAME_SHOWN_MAX
                        ? escaped
                        : escaped.substring(0, NAME_SHOWN_MAX) + "...");
    }

    private @Nullable JsonNode value(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }
}
