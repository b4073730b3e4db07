package dev.serai.task.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be counted.
 *
 * @param projects the ids of those that are asked for, or null for all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UsageSettings(Instant since, Instant until, @Nullable List<String> projects) {}
