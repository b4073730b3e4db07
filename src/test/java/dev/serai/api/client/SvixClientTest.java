package dev.serai.api.client;

import static dev.serai.api.client.ClientHub.now;
import static dev.serai.api.client.ClientHub.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.svix.Svix;
import com.svix.api.ApplicationListOptions;
import com.svix.api.EventTypeDeleteOptions;
import com.svix.api.EventTypeListOptions;
import com.svix.api.Message;
import com.svix.api.MessageCreateOptions;
import com.svix.api.MessageListOptions;
import com.svix.exceptions.ApiException;
import com.svix.models.AppPortalAccessIn;
import com.svix.models.ApplicationIn;
import com.svix.models.ApplicationOut;
import com.svix.models.ApplicationPatch;
import com.svix.models.ApplicationTokenExpireIn;
import com.svix.models.EndpointHeadersIn;
import com.svix.models.EndpointHeadersPatchIn;
import com.svix.models.EndpointIn;
import com.svix.models.EndpointOut;
import com.svix.models.EndpointPatch;
import com.svix.models.EndpointSecretRotateIn;
import com.svix.models.EndpointUpdate;
import com.svix.models.EventTypeImportOpenApiIn;
import com.svix.models.EventTypeIn;
import com.svix.models.EventTypeOut;
import com.svix.models.EventTypePatch;
import com.svix.models.EventTypeUpdate;
import com.svix.models.MessageIn;
import com.svix.models.MessageOut;
import com.svix.models.MessagePrecheckIn;
import com.svix.models.OperationalWebhookEndpointIn;
import com.svix.models.Ordering;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Svix's own client for Java, as it is: what is kept. */
final class SvixClientTest {

    private static ClientHub hub;
    private static Svix svix;

    @BeforeAll
    static void start() {
        hub = new ClientHub();
        svix = hub.svix();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void applications() throws Exception {
        String uid = "shop-" + UUID.randomUUID();
        ApplicationIn in =
                new ApplicationIn().name("Shop").uid(uid).metadata(Map.of("plan", "gold"));
        ApplicationOut made = svix.getApplication().create(in);
        assertThat(made.getId()).startsWith("app_");
        assertThat(svix.getApplication().get(uid)).isEqualTo(made);
        assertThat(svix.getApplication().getOrCreate(in)).isEqualTo(made);
        assertThat(status(() -> svix.getApplication().create(in))).isEqualTo(409);
        ApplicationOut put =
                svix.getApplication().update(uid, new ApplicationIn().name("Shop 2").uid(uid));
        assertThat(put.getName()).isEqualTo("Shop 2");
        ApplicationOut patched =
                svix.getApplication().patch(made.getId(), new ApplicationPatch().name("Shop 3"));
        assertThat(patched.getUid()).isEqualTo(uid);
        ApplicationListOptions newest = new ApplicationListOptions();
        newest.setOrder(Ordering.DESCENDING);
        newest.setLimit(250L);
        assertThat(svix.getApplication().list(newest).getData()).contains(patched);
        svix.getApplication().delete(uid);
        assertThat(status(() -> svix.getApplication().get(made.getId()))).isEqualTo(404);
        assertThat(status(() -> svix.getApplication().delete(uid))).isEqualTo(404);
        assertThat(svix.getApplication().create(in).getId()).isNotEqualTo(made.getId());
    }

    @Test
    void eventTypes() throws Exception {
        Map<String, Object> schemas = Map.of("1", Map.of("type", "object"));
        EventTypeIn in =
                new EventTypeIn()
                        .name("invoice.paid")
                        .description("An invoice was paid")
                        .groupName("invoice")
                        .schemas(schemas);
        EventTypeOut made = svix.getEventType().create(in);
        assertThat(made.getSchemas()).isEqualTo(schemas);
        assertThat(svix.getEventType().get("invoice.paid")).isEqualTo(made);
        assertThat(status(() -> svix.getEventType().create(in))).isEqualTo(409);
        EventTypeOut put =
                svix.getEventType()
                        .update("invoice.paid", new EventTypeUpdate().description("Paid"));
        assertThat(put.getDescription()).isEqualTo("Paid");
        assertThat(put.getSchemas()).isNull();
        EventTypeOut patched =
                svix.getEventType().patch("invoice.paid", new EventTypePatch().deprecated(true));
        assertThat(patched.getDeprecated()).isTrue();
        assertThat(names(false)).contains("invoice.paid");
        svix.getEventType().delete("invoice.paid");
        assertThat(names(false)).doesNotContain("invoice.paid");
        assertThat(names(true)).contains("invoice.paid");
        assertThat(svix.getEventType().create(in).getArchived()).isFalse();
        EventTypeDeleteOptions expunge = new EventTypeDeleteOptions();
        expunge.setExpunge(true);
        svix.getEventType().delete("invoice.paid", expunge);
        assertThat(status(() -> svix.getEventType().get("invoice.paid"))).isEqualTo(404);
    }

    @Test
    void eventTypesOfAnOpenApiDocument() throws Exception {
        String document =
                """
                openapi: 3.1.0
                webhooks:
                  pet.found:
                    post:
                      description: A pet was found
                      requestBody:
                        content:
                          application/json:
                            schema: {$ref: '#/components/schemas/Pet'}
                components:
                  schemas:
                    Pet: {type: object, properties: {name: {type: string}}}
                """;
        assertThat(
                        svix.getEventType()
                                .importOpenapi(
                                        new EventTypeImportOpenApiIn()
                                                .specRaw(document)
                                                .dryRun(true))
                                .getData()
                                .getToModify())
                .hasSize(1);
        assertThat(names(true)).doesNotContain("pet.found");
        svix.getEventType().importOpenapi(new EventTypeImportOpenApiIn().specRaw(document));
        assertThat(String.valueOf(svix.getEventType().get("pet.found").getSchemas()))
                .contains("name");
    }

    @Test
    void operationalWebhooks() throws Exception {
        OperationalWebhookEndpointIn in =
                new OperationalWebhookEndpointIn()
                        .url(URI.create("https://example.invalid/ops"))
                        .filterTypes(Set.of("endpoint.disabled"));
        String id = svix.getOperationalWebhookEndpoint().create(in).getId();
        assertThat(svix.getOperationalWebhookEndpoint().get(id).getUrl()).isEqualTo(in.getUrl());
        assertThat(svix.getOperationalWebhookEndpoint().list().getData()).isNotEmpty();
        assertThat(svix.getOperationalWebhookEndpoint().getSecret(id).getKey())
                .startsWith("whsec_");
        svix.getOperationalWebhookEndpoint().delete(id);
        assertThat(status(() -> svix.getOperationalWebhookEndpoint().get(id))).isEqualTo(404);
    }

    private static List<String> names(boolean archived) throws Exception {
        EventTypeListOptions options = new EventTypeListOptions();
        options.setIncludeArchived(archived);
        options.setLimit(250L);
        return svix.getEventType().list(options).getData().stream()
                .map(EventTypeOut::getName)
                .toList();
    }

    @Test
    void endpoints() throws Exception {
        String app = hub.app();
        EndpointOut made =
                svix.getEndpoint()
                        .create(
                                app,
                                new EndpointIn()
                                        .url(URI.create("https://example.invalid/hook"))
                                        .uid("mine")
                                        .filterTypes(Set.of("order.paid"))
                                        .channels(Set.of("red"))
                                        .throttleRate(9L)
                                        .version(1L)
                                        .metadata(Map.of("a", "b")));
        assertThat(made.getFilterTypes()).containsExactly("order.paid");
        assertThat(made.getRateLimit()).isEqualTo(9L);
        assertThat(svix.getEndpoint().get(app, "mine")).isEqualTo(made);
        assertThat(svix.getEndpoint().list(app).getData()).containsExactly(made);
        EndpointOut patched =
                svix.getEndpoint().patch(app, "mine", new EndpointPatch().description("Now mine"));
        assertThat(patched.getDescription()).isEqualTo("Now mine");
        assertThat(patched.getFilterTypes()).containsExactly("order.paid");
        EndpointOut put =
                svix.getEndpoint()
                        .update(
                                app,
                                "mine",
                                new EndpointUpdate()
                                        .uid("mine")
                                        .url(URI.create("https://example.invalid/2")));
        assertThat(put.getFilterTypes()).isNull();
        svix.getEndpoint()
                .updateHeaders(
                        app,
                        "mine",
                        new EndpointHeadersIn().headers(Map.of("X-A", "1", "X-B", "2")));
        svix.getEndpoint()
                .patchHeaders(
                        app,
                        "mine",
                        new EndpointHeadersPatchIn()
                                .headers(Map.of("X-A", "3"))
                                .deleteHeaders(List.of("x-b")));
        assertThat(svix.getEndpoint().getHeaders(app, "mine").getHeaders())
                .isEqualTo(Map.of("X-A", "3"));
        String secret = svix.getEndpoint().getSecret(app, "mine").getKey();
        svix.getEndpoint().rotateSecret(app, "mine", new EndpointSecretRotateIn());
        assertThat(svix.getEndpoint().getSecret(app, "mine").getKey())
                .startsWith("whsec_")
                .isNotEqualTo(secret);
        svix.getEndpoint().rotateSecret(app, "mine", new EndpointSecretRotateIn().key(secret));
        assertThat(svix.getEndpoint().getSecret(app, "mine").getKey()).isEqualTo(secret);
        MessagePrecheckIn precheck = new MessagePrecheckIn().eventType("order.paid");
        assertThat(svix.getMessage().precheck(app, precheck).getActive()).isTrue();
        svix.getEndpoint().delete(app, "mine");
        assertThat(svix.getMessage().precheck(app, precheck).getActive()).isFalse();
        assertThat(status(() -> svix.getEndpoint().get(app, "mine"))).isEqualTo(404);
    }

    @Test
    void messages() throws Exception {
        String app = hub.app();
        MessageIn in =
                new MessageIn()
                        .eventType("order.paid")
                        .eventId("order-1")
                        .payload("{\"amount\": 1.10}")
                        .channels(Set.of("red"))
                        .tags(Set.of("vip"));
        MessageOut made = svix.getMessage().create(app, in);
        assertThat(made.getPayload()).isEqualTo(Map.of("amount", 1.1));
        assertThat(status(() -> svix.getMessage().create(app, in))).isEqualTo(409);
        assertThat(svix.getMessage().get(app, made.getId())).isEqualTo(made);
        assertThat(svix.getMessage().get(app, "order-1")).isEqualTo(made);
        MessageIn csv = Message.messageInRaw("a,b\n", "text/csv").eventType("order.text");
        MessageOut raw = svix.getMessage().create(app, csv);
        assertThat(raw.getPayload()).isEqualTo("a,b\n");
        MessageCreateOptions keyed = new MessageCreateOptions();
        keyed.setIdempotencyKey("key-" + app);
        MessageIn other = new MessageIn().eventType("order.other").payload("{}");
        MessageOut first = svix.getMessage().create(app, other, keyed);
        assertThat(svix.getMessage().create(app, other, keyed)).isEqualTo(first);
        assertThat(ids(app, new MessageListOptions())).hasSize(3);
        MessageListOptions tagged = new MessageListOptions();
        tagged.setTag("vip");
        tagged.setChannel("red");
        tagged.setEventTypes(Set.of("order.paid", "order.text"));
        assertThat(ids(app, tagged)).containsExactly(made.getId());
        MessageListOptions later = new MessageListOptions();
        later.setAfter(now().plusHours(1));
        assertThat(ids(app, later)).isEmpty();
        svix.getMessage().expungeContent(app, made.getId());
        assertThat(svix.getMessage().get(app, made.getId()).getPayload())
                .isEqualTo(Map.of("expired", true));
    }

    @Test
    void aMessageMakesItsAppAlongTheWay() throws Exception {
        String uid = "along-" + UUID.randomUUID();
        MessageIn in =
                new MessageIn()
                        .eventType("order.paid")
                        .payload("{}")
                        .application(new ApplicationIn().name("Along").uid(uid));
        svix.getMessage().create(uid, in);
        svix.getMessage().create(uid, in);
        assertThat(svix.getMessage().list(uid).getData()).hasSize(2);
        assertThat(
                        status(
                                () ->
                                        svix.getMessage()
                                                .create(
                                                        "nobody",
                                                        new MessageIn()
                                                                .eventType("a")
                                                                .payload("{}"))))
                .isEqualTo(404);
    }

    @Test
    void portals() throws Exception {
        String app = hub.app();
        String key =
                svix.getAuthentication().appPortalAccess(app, new AppPortalAccessIn()).getToken();
        Svix portal = hub.client(key);
        assertThat(portal.getApplication().get(app).getId()).isEqualTo(app);
        assertThat(status(() -> portal.getApplication().list())).isEqualTo(403);
        hub.post(portal, "/api/v1/auth/logout");
        assertThat(status(() -> portal.getApplication().get(app))).isEqualTo(401);
        Svix another =
                hub.client(
                        svix.getAuthentication()
                                .appPortalAccess(app, new AppPortalAccessIn())
                                .getToken());
        svix.getAuthentication().expireAll(app, new ApplicationTokenExpireIn());
        assertThat(status(() -> another.getApplication().get(app))).isEqualTo(401);
    }

    @Test
    void tellsWhatIsWrongInTheFormThatClientsRead() {
        assertThatThrownBy(() -> svix.getApplication().create(new ApplicationIn().name("")))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        e -> {
                            assertThat(e.getCode()).isEqualTo(422);
                            assertThat(e.getResponseBody())
                                    .contains("\"detail\":[{\"loc\":[\"body\",\"name\"]")
                                    .contains("\"status\":422,\"code\":\"validation\"");
                        });
    }

    private static List<String> ids(String app, MessageListOptions options) throws Exception {
        return svix.getMessage().list(app, options).getData().stream()
                .map(MessageOut::getId)
                .toList();
    }
}
