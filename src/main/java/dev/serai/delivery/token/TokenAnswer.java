package dev.serai.delivery.token;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.serai.delivery.connection.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** Reads what a token endpoint answers (RFC 6749, 5). Repeats nothing of it that may be secret. */
final class TokenAnswer {

    private static final int OK = 200;
    private static final int LENGTH_MAX = 16 << 10;
    private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7E]{1," + LENGTH_MAX + "}");

    /** The protocol's own words, like {@code invalid_client}. */
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");

    /** Of a token that does not say. */
    private static final Duration LIFE_USUAL = Duration.ofMinutes(5);

    private static final Duration LIFE_MAX = Duration.ofDays(1);

    /** A token is not used in the last part of its life: it takes a while to arrive. */
    private static final Duration MARGIN_MAX = Duration.ofSeconds(30);

    private static final int MARGIN_PART = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private TokenAnswer() {}

    /** The token in it. */
    static Token read(Reply reply, Instant asked) throws NoToken {
        JsonNode body = parsed(reply.start());
        if (reply.status() != OK) {
            String error = body.path("error").asText();
            throw new NoToken(
                    "the token endpoint answered "
                            + reply.status()
                            + (ERROR.matcher(error).matches() ? " (" + error + ")" : ""));
        }
        String value = body.path("access_token").asText();
        if (!SENDABLE.matcher(value).matches()) {
            throw new NoToken("the token endpoint's answer holds no access_token that can be sent");
        }
        if (!body.path("token_type").asText("Bearer").equalsIgnoreCase("Bearer")) {
            throw new NoToken("the token endpoint gives tokens of another kind than Bearer");
        }
        return new Token(value, asked, asked.plus(life(body.path("expires_in"))));
    }

    /** Some servers write the number as a text. */
    private static Duration life(JsonNode seconds) {
        Duration life = LIFE_USUAL;
        if (seconds.isNumber() || seconds.asText().matches("[0-9]{1,9}")) {
            life = Duration.ofSeconds(Math.clamp(seconds.asLong(), 0, LIFE_MAX.toSeconds()));
        }
        Duration margin = life.dividedBy(MARGIN_PART);
        return life.minus(margin.compareTo(MARGIN_MAX) > 0 ? MARGIN_MAX : margin);
    }

    private static JsonNode parsed(byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            return read == null ? MissingNode.getInstance() : read;
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
    }
}
