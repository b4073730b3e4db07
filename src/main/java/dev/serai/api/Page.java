package dev.serai.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param data the items
 * @param iterator asks for what comes after this page; null when it is empty
 * @param prevIterator asks for what comes before this page; null when it is empty
 * @param done whether nothing comes after it, in the direction that was asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(
        List<T> data,
        @JsonInclude @Nullable String iterator,
        @Nullable String prevIterator,
        boolean done) {}
