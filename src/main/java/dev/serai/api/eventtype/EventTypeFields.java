package dev.serai.api.eventtype;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.Fields;
import dev.serai.eventtype.Description;
import dev.serai.eventtype.EventType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what is said of a kind of events out of a request's body. */
record EventTypeFields(Fields fields) {

    private static final int DESCRIPTION_MAX = 4_096;
    private static final int SCHEMAS_MAX = 256 * 1024;
    private static final int FLAGS_MAX = 16;
    private static final Set<String> CHANGE =
            Set.of(
                    "description",
                    "archived",
                    "deprecated",
                    "schemas",
                    "featureFlag",
                    "featureFlags",
                    "groupName");

    /** Of a body that makes one. */
    static EventTypeFields ofNew(JsonNode body) {
        Set<String> known = new HashSet<>(CHANGE);
        known.add("name");
        return new EventTypeFields(Fields.of(body).known(known));
    }

    /** Of a body that changes one. */
    static EventTypeFields ofChange(JsonNode body) {
        return new EventTypeFields(Fields.of(body).known(CHANGE));
    }

    String name() {
        return Fields.read(
                "/name", fields.requiredText("name", Integer.MAX_VALUE), EventTypeFields::name);
    }

    static String name(String text) {
        if (!EventType.isName(text)) {
            throw new IllegalArgumentException("is 1 to 256 characters of a-z A-Z 0-9 . _ -");
        }
        return text;
    }

    /** The whole; what has a resource of its own stays. */
    Description whole(@Nullable Description before) {
        if (!fields.has("description")) {
            throw Fields.wrong("/description", "is required");
        }
        return new Description(
                description(),
                schemas(),
                flags(),
                group(),
                fields.flag("archived", false),
                fields.flag("deprecated", false),
                before == null ? null : before.retrySchedule());
    }

    /** What was, with what the fields change. */
    Description changed(Description before) {
        return new Description(
                fields.has("description") ? description() : before.text(),
                fields.has("schemas") ? schemas() : before.schemas(),
                fields.has("featureFlag") || fields.has("featureFlags")
                        ? flags()
                        : before.featureFlags(),
                fields.has("groupName") ? group() : before.group(),
                fields.flag("archived", before.archived()),
                fields.flag("deprecated", before.deprecated()),
                before.retrySchedule());
    }

    private String description() {
        String text = fields.text("description", DESCRIPTION_MAX);
        if (text == null) {
            throw Fields.wrong("/description", "is a text");
        }
        return text;
    }

    private @Nullable String schemas() {
        JsonNode schemas = fields.object().path("schemas");
        if (schemas.isMissingNode() || schemas.isNull()) {
            return null;
        }
        String text = schemas.toString();
        if (!schemas.isObject() || text.length() > SCHEMAS_MAX) {
            throw Fields.wrong("/schemas", "is an object of at most 256 KiB, a schema a version");
        }
        return text;
    }

    /** Clients knew one flag only, at first. */
    private List<String> flags() {
        List<String> several = fields.list("featureFlags", FLAGS_MAX, EventTypeFields::name);
        String one = fields.text("featureFlag", Integer.MAX_VALUE);
        if (!several.isEmpty() || one == null) {
            return several;
        }
        return List.of(Fields.<String>read("/featureFlag", one, EventTypeFields::name));
    }

    private @Nullable String group() {
        String text = fields.text("groupName", Integer.MAX_VALUE);
        return text == null ? null : Fields.read("/groupName", text, EventTypeFields::name);
    }
}
