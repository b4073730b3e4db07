package dev.serai.api.idempotency;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * What was answered.
 *
 * @param status the HTTP status
 * @param contentType the media type, or null for no body
 * @param body the bytes
 */
record StoredAnswer(int status, @Nullable String contentType, byte[] body) {

    /** An answer that is larger is not kept, and the request done again when it comes again. */
    private static final int BODY_BYTES_MAX = 64 * 1024;

    private static final int REDIRECTS = 300;

    static StoredAnswer of(ContentCachingResponseWrapper response) {
        return new StoredAnswer(
                response.getStatus(), response.getContentType(), response.getContentAsByteArray());
    }

    /** Whether something was done. */
    static boolean isSuccess(ContentCachingResponseWrapper response) {
        return response.getStatus() < REDIRECTS;
    }

    static boolean fits(ContentCachingResponseWrapper response) {
        return response.getContentSize() <= BODY_BYTES_MAX;
    }
}
