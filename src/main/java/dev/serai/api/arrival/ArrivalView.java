package dev.serai.api.arrival;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.serai.api.event.AcceptanceView;
import dev.serai.outbox.RawRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that came in at a source, with all that is kept of it.
 *
 * @param arrival what a list shows of it
 * @param headers without what may be secret; null if they are not kept
 * @param body of a refused one; the others' is their event's
 * @param verification how it was verified
 * @param acceptable whether an operator may take it in; null if it was not refused
 * @param objection why not
 * @param acceptedAs the events that it became by an operator's decision
 * @param accepted by whom, and why
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ArrivalView(
        @JsonUnwrapped Arrival arrival,
        @Nullable List<RawRequest.Header> headers,
        @Nullable Body body,
        VerificationView verification,
        @Nullable Boolean acceptable,
        @Nullable String objection,
        @Nullable List<String> acceptedAs,
        @Nullable AcceptanceView accepted) {

    /**
     * A body, as text if it is one.
     *
     * @param whole whether that is all of it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Body(@Nullable String text, @Nullable String base64, boolean whole) {

        static Body of(byte[] bytes, boolean whole) {
            try {
                String text =
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(bytes))
                                .toString();
                return new Body(text, null, whole);
            } catch (CharacterCodingException e) {
                return new Body(null, Base64.getEncoder().encodeToString(bytes), whole);
            }
        }
    }
}
