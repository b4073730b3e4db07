package dev.serai.route.step;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.serai.signing.message.FormFields;
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
record FormValues(Map<String, List<String>> values) {

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Reads a form.
     *
     * @throws NoForm if it has too many fields, or one that is not UTF-8
     */
    static FormValues read(byte[] form) throws NoForm {
        FormFields fields =
                FormFields.parse(new String(form, StandardCharsets.ISO_8859_1))
                        .orElseThrow(
                                () ->
                                        new NoForm(
                                                "it has more than "
                                                        + FormFields.FIELDS_MAX
                                                        + " fields"));
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (FormFields.Field field : fields.fields()) {
            values.computeIfAbsent(utf8(field.name()), n -> new ArrayList<>(1))
                    .add(utf8(field.value()));
        }
        return new FormValues(values);
    }

    private static String utf8(String latin1) throws NoForm {
        ByteBuffer bytes = ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1));
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new NoForm("a field of it is not UTF-8");
        }
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
