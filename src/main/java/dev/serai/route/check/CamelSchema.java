package dev.serai.route.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The schema of Camel's YAML, as it comes with Camel. Thread-safe. */
final class CamelSchema {

    private static final String FILE = "/schema/camelYamlDsl.json";
    private static final String REF = "$ref";

    /** What the form of a file's items is called. */
    static final String ITEM = "item";

    private final JsonNode top;
    private final JsonNode definitions;
    private final Map<String, Form> forms = new ConcurrentHashMap<>();

    private CamelSchema(JsonNode top) {
        this.top = top;
        this.definitions = top.path("definitions");
    }

    static CamelSchema load() {
        try (InputStream file = CamelSchema.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("Camel came without " + FILE);
            }
            return new CamelSchema(new ObjectMapper().readTree(file).path("items"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How one item of a file is written: {@code - route:}. */
    JsonNode item() {
        return top;
    }

    /** How what is defined under a name is written: {@code model.FromDefinition}. */
    JsonNode definition(String name) {
        JsonNode found = definitions.path("org.apache.camel." + name);
        if (found.isMissingNode()) {
            throw new IllegalArgumentException("Camel's schema has no " + name);
        }
        return new ObjectMapper()
                .createObjectNode()
                .put(REF, "#/items/definitions/org.apache.camel." + name);
    }

    /** Reads a part of the schema. */
    Form form(JsonNode schema) {
        if (schema == top) {
            return read(ITEM, top);
        }
        String ref = schema.path(REF).asText();
        return ref.isEmpty() ? read("", schema) : forms.computeIfAbsent(ref, this::named);
    }

    private Form named(String ref) {
        String full = ref.substring(ref.lastIndexOf('/') + 1);
        return read(full.substring(full.lastIndexOf('.') + 1), definitions.path(full));
    }

    private Form read(String name, JsonNode schema) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        collect(schema, members);
        Set<String> required = new LinkedHashSet<>();
        schema.path("required").forEach(one -> required.add(one.asText()));
        List<String> allowed = new ArrayList<>();
        schema.path("enum").forEach(one -> allowed.add(one.asText()));
        boolean mayBeText = false;
        for (JsonNode way : schema.path("oneOf")) {
            mayBeText |= way.path("type").asText().equals("string");
        }
        return new Form(
                name,
                members.isEmpty() ? schema.path("type").asText("") : "object",
                mayBeText,
                members,
                required,
                schema.has("items") ? schema.get("items") : null,
                allowed,
                members.isEmpty());
    }

    /** Of all ways to write it; what is said of a member in one of them counts. */
    private void collect(JsonNode schema, Map<String, JsonNode> members) {
        if (schema.has(REF)) {
            String ref = schema.path(REF).asText();
            collect(definitions.path(ref.substring(ref.lastIndexOf('/') + 1)), members);
        }
        schema.path("properties")
                .properties()
                .forEach(
                        member -> {
                            JsonNode known = members.get(member.getKey());
                            if (known == null || known.isEmpty()) {
                                members.put(member.getKey(), member.getValue());
                            }
                        });
        schema.path("anyOf").forEach(way -> collect(way, members));
        schema.path("oneOf").forEach(way -> collect(way, members));
    }
}
