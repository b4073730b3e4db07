package dev.serai.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * What a step has come to.
 *
 * @param state whether more is to be done
 * @param progress what has been done in all
 * @param pause how long to wait before the next step
 */
public record Step(TaskState state, JsonNode progress, Duration pause) {}
