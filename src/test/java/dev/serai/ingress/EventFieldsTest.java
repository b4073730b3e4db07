package dev.serai.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.event.Event;
import dev.serai.event.EventId;
import dev.serai.event.Priority;
import dev.serai.outbox.RawRequest;
import dev.serai.tenant.Owner;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFieldsTest {

    private static final EventId ID = new EventId("msg_2Zq3oKXFwVHSG9eDdqqHQ2vR9aB");
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void readsAllThatAMappingMaySay() {
        Event event =
                event(
                        "{'type':'a.b','time':'2025-01-01T01:00:00+01:00','subject':7,"
                                + "'partitionkey':'k','originid':'o','priority':'high',"
                                + "'datacontenttype':'text/plain; charset=utf-8'}");
        assertThat(event.id()).isEqualTo(ID);
        assertThat(event.source()).isEqualTo("/in/shop");
        assertThat(event.time()).isEqualTo("2025-01-01T00:00:00Z");
        assertThat(event.subject()).isEqualTo("7");
        assertThat(event.partitionKey()).isEqualTo("k");
        assertThat(event.originId()).isEqualTo("o");
        assertThat(event.priority()).isEqualTo(Priority.HIGH);
        assertThat(event.dataContentType()).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void fillsInWhatItDoesNotSay() {
        Event event = event("{'type':'a','time':null,'subject':'','originid':null}");
        assertThat(event.time()).isEqualTo(NOW);
        assertThat(event.subject()).isNull();
        assertThat(event.originId()).isNull();
        assertThat(event.partitionKey()).isEqualTo(ID.value());
        assertThat(event.priority()).isEqualTo(Priority.NORMAL);
        assertThat(event.dataContentType()).isEqualTo("application/json");
        assertThat(event("{'type':'a','subject':'s'}").partitionKey()).isEqualTo("s");
        assertThat(event("{'type':'a','time':1735689605.25}").time())
                .isEqualTo("2025-01-01T00:00:05.250Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                    | no JSON object",
                "{}                                    | no type",
                "{'type':''}                           | no type",
                "{'type':['a']}                        | type is a text",
                "{'type':'a b'}                        | type is at most",
                "{'type':'a','time':'soon'}            | time is seconds",
                "{'type':'a','time':true}              | time is seconds",
                "{'type':'a','time':1e300}             | time is seconds",
                "{'type':'a','time':-5}                | time is seconds",
                "{'type':'a','subject':{}}             | subject is a text",
                "{'type':'a','subject':'\\u0000'}      | subject is 1 to 512",
                "{'type':'a','subject':'\\ud800'}      | subject is 1 to 512",
                "{'type':'a','priority':'urgent'}      | a priority is",
                "{'type':'a','datacontenttype':'json'} | datacontenttype is a media type",
                "{'type':'a','Subject':'x'}            | no member of that name"
            })
    void refusesWhatIsNoEvent(String mapped, String message) {
        assertThatThrownBy(() -> event(mapped))
                .isInstanceOf(Unmappable.class)
                .hasMessageContaining(message);
    }

    @Test
    void tellsTheLogTheKindOfAValueAndTheOperatorItsBeginning() {
        assertThatThrownBy(() -> event("{'type':'a','originid':'" + "x".repeat(513) + "'}"))
                .hasMessageContaining("originid is 1 to 512")
                .hasMessageEndingWith("not a text of 513 characters")
                .satisfies(
                        e -> {
                            assertThat(Why.line(e)).isEqualTo(e.getMessage());
                            assertThat(Why.detail(e)).contains("xxx...").hasSizeLessThan(250);
                        });
        assertThatThrownBy(() -> event("{'type':'a','4111':1}"))
                .satisfies(
                        e -> {
                            assertThat(Why.line(e)).doesNotContain("4111");
                            assertThat(Why.detail(e)).endsWith("\"4111\"");
                        });
    }

    private static Event event(String mapped) {
        RawRequest request = new RawRequest("POST", "/in/shop", null, List.of(), new byte[0]);
        Webhook webhook = Webhook.received("shop", request, NOW, 0);
        try {
            return EventFields.read(new ObjectMapper().readTree(mapped.replace('\'', '"')))
                    .event(
                            ID,
                            Owner.DEFAULT,
                            webhook,
                            new EventFields.Data(request.body(), webhook.contentType()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
