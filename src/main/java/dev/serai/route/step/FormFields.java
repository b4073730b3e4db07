package dev.serai.route.step;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a form, {@code application/x-www-form-urlencoded} in UTF-8 as the URL standard of
 * the WHATWG has it, in their order.
 *
 * @param values by name; a name may come several times
 */
record FormFields(Map<String, List<String>> values) {

    /** How many fields a form may have. */
    static final int FIELDS_MAX = 1_000;

    private static final JsonFactory JSON = new JsonFactory();
    private static final int NO_DIGIT = -1;

    /**
     * Reads a form.
     *
     * @throws NoForm if it has too many fields, or one that is not UTF-8
     */
    static FormFields read(byte[] form) throws NoForm {
        Map<String, List<String>> values = new LinkedHashMap<>();
        int count = 0;
        int begin = 0;
        while (begin <= form.length) {
            int end = indexOf(form, '&', begin, form.length);
            if (end > begin) {
                if (++count > FIELDS_MAX) {
                    throw new NoForm("it has more than " + FIELDS_MAX + " fields");
                }
                int equals = indexOf(form, '=', begin, end);
                String value = equals == end ? "" : decoded(form, equals + 1, end);
                values.computeIfAbsent(decoded(form, begin, equals), n -> new ArrayList<>(1))
                        .add(value);
            }
            begin = end + 1;
        }
        return new FormFields(values);
    }

    private static int indexOf(byte[] form, char what, int from, int to) {
        for (int i = from; i < to; i++) {
            if (form[i] == what) {
                return i;
            }
        }
        return to;
    }

    /** A percent that two hex digits do not follow stands for itself, as browsers have it. */
    private static String decoded(byte[] form, int from, int to) throws NoForm {
        ByteBuffer bytes = ByteBuffer.allocate(to - from);
        for (int i = from; i < to; i++) {
            int high = form[i] == '%' && i + 2 < to ? digit(form[i + 1]) : NO_DIGIT;
            int low = high == NO_DIGIT ? NO_DIGIT : digit(form[i + 2]);
            if (low != NO_DIGIT) {
                bytes.put((byte) (high << 4 | low));
                i += 2;
            } else {
                bytes.put(form[i] == '+' ? (byte) ' ' : form[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new NoForm("a field of it is not UTF-8");
        }
    }

    private static int digit(byte character) {
        return character < 0 ? NO_DIGIT : Character.digit((char) character, 16);
    }

    /** A JSON object of them: a text for each name, an array of texts for one that came again. */
    byte[] json() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            for (Map.Entry<String, List<String>> field : values.entrySet()) {
                json.writeFieldName(field.getKey());
                write(json, field.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, List<String> values) throws IOException {
        if (values.size() == 1) {
            json.writeString(values.getFirst());
        } else {
            json.writeArray(values.toArray(String[]::new), 0, values.size());
        }
    }

    /** Bytes are no form; the message says why, and quotes nothing. */
    static final class NoForm extends Exception {

        NoForm(String message) {
            super(message, null, false, false);
        }
    }
}
