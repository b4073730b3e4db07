package dev.serai.route.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What else there is in the hub, for those who judge a draft. Thread-safe. */
public interface InUse {

    /** What a Kamelet asks for, by the parameter's name; empty if there is no such Kamelet. */
    Optional<Map<String, Asked>> kamelet(String name);

    /** Whether {@code {{secret:NAME}}} means something. */
    boolean hasSecret(String name);

    /** Which route takes webhooks in at {@code /in/NAME}, by its path; empty if none does. */
    Optional<String> ownerOfDoor(String name);

    /**
     * A parameter of a Kamelet.
     *
     * @param pattern what its value must match, or null
     * @param allowed what its value must be one of; empty for no such bound
     * @param secret whether nobody is to read it
     */
    record Asked(
            boolean required, @Nullable String pattern, List<String> allowed, boolean secret) {}
}
