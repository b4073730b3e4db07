package dev.serai.signing.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a value stands in a message. Values are bytes as Latin-1 characters. The one way to write
 * it: {@code header:NAME}, {@code headers:PREFIX}, {@code repeated:NAME}, {@code json:/pointer},
 * {@code form:NAME}, {@code query:NAME}.
 */
public sealed interface Place
        permits Place.Header,
                Place.Repeated,
                Place.Numbered,
                Place.Field,
                Place.Parameter,
                JsonPlace {

    /** The values in their order; one that is missing in the middle is empty. */
    List<String> values(Given given);

    /** Whether it says one thing twice, differently, so that nobody knows what counts. */
    default boolean isAmbiguous(Given given) {
        return differ(values(given));
    }

    /** As it is written. */
    String written();

    /**
     * A message with a value there.
     *
     * @throws IllegalArgumentException if it has no such place
     */
    DraftMessage write(DraftMessage message, String value);

    /** Whether the body is read as JSON for it. */
    default boolean isJson() {
        return this instanceof JsonPlace;
    }

    /** Whether it is a part of the body. */
    default boolean isInBody() {
        return isJson() || this instanceof Field;
    }

    /**
     * Reads one place.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Place of(String text) {
        int colon = text.indexOf(':');
        String name = text.substring(colon + 1).strip();
        if (colon < 0 || name.isEmpty()) {
            throw unknown(text);
        }
        return switch (text.substring(0, colon)) {
            case "header" -> new Header(name);
            case "headers" -> new Numbered(name);
            case "repeated" -> new Repeated(name);
            case "json" -> JsonPlace.of(name);
            case "form" -> new Field(name);
            case "query" -> new Parameter(name);
            default -> throw unknown(text);
        };
    }

    /** Reads several, with commas. */
    static List<Place> list(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).map(Place::of).toList();
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException(
                "a place is header:NAME, headers:PREFIX, repeated:NAME, json:/pointer, form:NAME or"
                        + " query:NAME, not \""
                        + text
                        + "\"");
    }

    private static boolean differ(List<String> values) {
        for (int i = 1; i < values.size(); i++) {
            if (!values.get(i).equals(values.getFirst())) {
                return true;
            }
        }
        return false;
    }

    /** A header. */
    record Header(String name) implements Place {
        @Override
        public List<String> values(Given given) {
            return given.message().header(name);
        }

        @Override
        public String written() {
            return "header:" + name;
        }

        @Override
        public DraftMessage write(DraftMessage message, String value) {
            return message.withHeader(name, value);
        }
    }

    /** A header whose line may come several times: each is a value of its own. */
    record Repeated(String name) implements Place {
        @Override
        public List<String> values(Given given) {
            return given.message().header(name);
        }

        @Override
        public boolean isAmbiguous(Given given) {
            return false;
        }

        @Override
        public String written() {
            return "repeated:" + name;
        }

        @Override
        public DraftMessage write(DraftMessage message, String value) {
            return message.withHeader(name, value);
        }
    }

    /** Headers that are numbered from 1: {@code X-DocuSign-Signature-1}. */
    record Numbered(String prefix) implements Place {

        private static final int NUMBER_MAX = 100;

        @Override
        public List<String> values(Given given) {
            List<String> values = new ArrayList<>();
            for (int number = 1; number <= NUMBER_MAX; number++) {
                values.addAll(given.message().header(prefix + number));
            }
            return values;
        }

        @Override
        public boolean isAmbiguous(Given given) {
            for (int number = 1; number <= NUMBER_MAX; number++) {
                if (differ(given.message().header(prefix + number))) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String written() {
            return "headers:" + prefix;
        }

        @Override
        public DraftMessage write(DraftMessage message, String value) {
            return message.withHeader(prefix + 1, value);
        }
    }

    /** A field of the form in the body. */
    record Field(String name) implements Place {
        @Override
        public List<String> values(Given given) {
            return given.form().values(name);
        }

        @Override
        public String written() {
            return "form:" + name;
        }

        @Override
        public DraftMessage write(DraftMessage message, String value) {
            return message.withField(name, value);
        }
    }

    /** A parameter of the query. */
    record Parameter(String name) implements Place {
        @Override
        public List<String> values(Given given) {
            return FormFields.read(given.message().query()).values(name);
        }

        @Override
        public String written() {
            return "query:" + name;
        }

        @Override
        public DraftMessage write(DraftMessage message, String value) {
            return message.withParameter(name, value);
        }
    }
}
