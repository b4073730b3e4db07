package dev.serai.signing.keys;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches documents: over HTTPS only, no redirects, within a deadline for all of it, and up to a
 * size.
 */
final class HttpsDocuments implements Documents {

    static final int BYTES_MAX = 64 * 1024;
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final HttpClient client =
            HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(DEADLINE)
                    .build();

    @Override
    public byte[] fetch(Wanted wanted, Duration ageMax) throws Unavailable {
        if (!"https".equals(wanted.uri().getScheme()) || wanted.uri().getUserInfo() != null) {
            throw new Unavailable("Keys are fetched over https only, not from " + wanted);
        }
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request(wanted), info -> new Bounded());
        try {
            HttpResponse<byte[]> response = answer.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new Unavailable(wanted + " answered " + response.statusCode());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("Fetching " + wanted + " was interrupted");
        } catch (TimeoutException e) {
            throw new Unavailable(wanted + " did not answer in " + DEADLINE.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new Unavailable(wanted + " cannot be fetched: " + words(e.getCause()));
        } finally {
            answer.cancel(true);
        }
    }

    /** Java says nothing of a host that there is none of, or that does not answer. */
    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static HttpRequest request(Wanted wanted) {
        HttpRequest.Builder request = HttpRequest.newBuilder(wanted.uri()).timeout(DEADLINE);
        return wanted.question() == null
                ? request.GET().build()
                : request.header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(wanted.question()))
                        .build();
    }

    /** Gathers a body, and gives up on one that is too long. */
    private static final class Bounded implements BodySubscriber<byte[]> {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final CompletableFuture<Flow.Subscription> flow = new CompletableFuture<>();

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            flow.complete(subscription);
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                if (bytes.size() + buffer.remaining() > BYTES_MAX) {
                    flow.thenAccept(Flow.Subscription::cancel);
                    body.completeExceptionally(
                            new IllegalStateException("it has more than " + BYTES_MAX + " bytes"));
                    return;
                }
                byte[] piece = new byte[buffer.remaining()];
                buffer.get(piece);
                bytes.writeBytes(piece);
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(bytes.toByteArray());
        }
    }
}
