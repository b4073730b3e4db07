package dev.serai.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What every kind's progress may say. */
public final class Report {

    /** Why a task failed. */
    public static final String REASON = "reason";

    private Report() {}

    /** The progress of a task that fails, with its reason. */
    public static JsonNode failed(JsonNode progress, String reason) {
        ObjectNode report =
                progress instanceof ObjectNode object
                        ? object.deepCopy()
                        : JsonNodeFactory.instance.objectNode();
        return report.put(REASON, reason);
    }
}
