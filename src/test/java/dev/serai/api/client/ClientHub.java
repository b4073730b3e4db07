package dev.serai.api.client;

import com.svix.Svix;
import com.svix.SvixOptions;
import com.svix.exceptions.ApiException;
import com.svix.models.ApplicationIn;
import com.svix.models.BackgroundTaskOut;
import com.svix.models.BackgroundTaskStatus;
import com.svix.models.EndpointIn;
import com.svix.models.MessageIn;
import com.svix.models.MessageOut;
import dev.serai.api.endpoint.OutboundApi;
import dev.serai.testing.ScriptedReceiver;
import dev.serai.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;
import org.awaitility.Awaitility;

/** A hub, and Svix's own client for Java as it is, pointed at it. */
final class ClientHub implements AutoCloseable {

    private final OutboundApi api = new OutboundApi(Duration.ofMillis(20), Duration.ofHours(1));
    private final Svix svix = client(TestServer.KEY);

    Svix svix() {
        return svix;
    }

    OutboundApi api() {
        return api;
    }

    /** A client with another key. */
    Svix client(String key) {
        SvixOptions options = new SvixOptions();
        options.setServerUrl(api.url());
        return new Svix(key, options);
    }

    /** This version of the client cannot make some calls: it posts no body, and refuses to. */
    void post(Svix client, String path) throws Exception {
        client.getHttpClient()
                .executeRequest("POST", HttpUrl.get(api.url() + path), null, Map.of(), Map.class);
    }

    String app() throws Exception {
        return svix.getApplication().create(new ApplicationIn().name("App")).getId();
    }

    String endpoint(String app, ScriptedReceiver receiver) throws Exception {
        return svix.getEndpoint()
                .create(app, new EndpointIn().url(URI.create(receiver.url())))
                .getId();
    }

    MessageOut send(String app, String type) throws Exception {
        MessageIn message = new MessageIn().eventType(type).payload("{}").channels(Set.of("red"));
        MessageOut sent = svix.getMessage().create(app, message);
        api.hub().relay();
        return sent;
    }

    BackgroundTaskOut finished(String task) throws Exception {
        Awaitility.await()
                .until(
                        () ->
                                svix.getBackgroundTask().get(task).getStatus()
                                        == BackgroundTaskStatus.FINISHED);
        return svix.getBackgroundTask().get(task);
    }

    /** The HTTP status of a call that is refused. */
    static int status(Call call) {
        try {
            call.make();
        } catch (ApiException e) {
            return e.getCode();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError("it was not refused");
    }

    interface Call {
        void make() throws ApiException, IOException;
    }

    static OffsetDateTime now() {
        return InstantSource.system().instant().atOffset(ZoneOffset.UTC);
    }

    @Override
    public void close() {
        api.close();
    }
}
