package dev.serai.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Known answers: what the providers publish, in their documents or their own libraries' tests. */
class KnownSignaturesTest {

    static final String STRIPE_SIGNATURE =
            "4f1cd7feda9826e746b7d482c4badebb657398df1099e1046364f6196a230150";
    static final String STRIPE_BODY =
            "{\n  \"id\": \"evt_test_webhook\",\n  \"object\": \"event\"\n}";
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    @ParameterizedTest
    @MethodSource("known")
    void acceptsKnownAnswers(Known known) {
        assertThat(known.verify(known.request, known.secret)).isEqualTo(Verdict.AUTHENTIC);
    }

    @ParameterizedTest
    @MethodSource("known")
    void refusesTheSameWithOneByteMore(Known known) {
        assertThat(known.verify(known.request.withBody(known.request.text() + "\n"), known.secret))
                .isEqualTo(Verdict.WRONG);
    }

    @ParameterizedTest
    @MethodSource("known")
    void refusesTheSameWithAnotherSecret(Known known) {
        String last = known.secret.substring(known.secret.length() - 2);
        String other = known.secret.replace(last, last.equals("11") ? "22" : "11");
        assertThat(known.verify(known.request, other)).isEqualTo(Verdict.WRONG);
    }

    static Stream<Known> known() {
        Recipe razorpay = plain(Hash.SHA256, "X-Razorpay-Signature", "", Encoding.HEX);
        return Stream.of(
                new Known(
                        razorpay,
                        "123456",
                        new TestRequest("{\"a\":1,\"b\":2,\"c\":{\"d\":3}}")
                                .with(
                                        "x-razorpay-signature",
                                        "2fe04e22977002e6c7cb553adab8b460cb9e2a4970d5953cb27a8472"
                                                + "752e3bbc")),
                new Known(
                        razorpay,
                        "123456",
                        new TestRequest("{a:1, b:2}")
                                .with(
                                        "X-Razorpay-Signature",
                                        "ee0a3edebeb4be41bafa3bc0a39069d7845a5c37760b863405049de8"
                                                + "0b5fe92d")),
                new Known(
                        razorpay,
                        "123456",
                        new TestRequest("{c:1, d:2}")
                                .with(
                                        "X-Razorpay-Signature",
                                        "58fd9fac909b57d776606e9313e83a26a9e67a3488b9ca7259134e09"
                                                + "f4badfb1")),
                new Known(
                        plain(Hash.SHA256, "X-Hub-Signature-256", "sha256=", Encoding.HEX),
                        "It's a Secret to Everybody",
                        new TestRequest("Hello, World!")
                                .with(
                                        "X-Hub-Signature-256",
                                        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c4"
                                                + "6f4379c8b043e17")),
                new Known(
                        plain(Hash.SHA256, "X-Shopify-Hmac-Sha256", "", Encoding.BASE64),
                        "test_secret_key",
                        new TestRequest("{\"foo\": \"bar\"}")
                                .with(
                                        "X-Shopify-Hmac-Sha256",
                                        "B23tXN681gZ0qIWNRrgtzBE9XSDo5yaUu6wfmhu3a7g=")),
                new Known(
                        plain(Hash.SHA1, "x-vercel-signature", "", Encoding.HEX),
                        "vercel_integration_secret",
                        new TestRequest(
                                        "{\"id\":\"uev_9cYz\",\"type\":\"deployment.succeeded\","
                                                + "\"createdAt\":1700000000000,\"region\":\"sfo1\","
                                                + "\"payload\":{\"deployment\":{\"id\":\"dpl_1\"}}"
                                                + "}")
                                .with(
                                        "x-vercel-signature",
                                        "df17b62cac94d0a92d025e6cab17b160f398cf72")),
                new Known(
                        plain(Hash.SHA512, "x-paystack-signature", "", Encoding.HEX),
                        "sk_test_0123456789",
                        new TestRequest(
                                        "{\"event\":\"charge.success\",\"data\":{\"id\":302961,"
                                                + "\"domain\":\"live\",\"status\":\"success\","
                                                + "\"reference\":\"qTPrJoy9Bx\",\"amount\":10000,"
                                                + "\"currency\":\"NGN\",\"paid_at\":"
                                                + "\"2016-09-30T21:10:19.000Z\"}}")
                                .with(
                                        "x-paystack-signature",
                                        "ccf588e8e46ca3b8af1cc0ed63f8fec63ff4ebfbe4175e12d5298cdf"
                                                + "d55d6aea953e091adbbc7b8ecf56efca6c1c0ea60120e6"
                                                + "2009e8cdf9b40046c9014f5281")),
                new Known(
                        new Recipe(
                                Hash.SHA256,
                                KeyForm.UTF8,
                                "X-Slack-Signature",
                                new SignatureSyntax.Plain("v0="),
                                Encoding.HEX,
                                "v0:{ts}:{body}",
                                seconds("X-Slack-TestRequest-Timestamp", "")),
                        "8f742231b10e8888abcd99yyyzzz85a5",
                        new TestRequest(
                                        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&"
                                                + "team_domain=testteamnow&channel_id=G8PSS9T3V&"
                                                + "channel_name=foobar&user_id=U2CERLKJA&"
                                                + "user_name=roadrunner&command=%2Fwebhook-collect&"
                                                + "text=&response_url=https%3A%2F%2F"
                                                + "hooks.slack.com%2Fcommands%2FT1DC2JH3J%2F"
                                                + "397700885554%2F96rGlfmibIGlgcZRskXaIFfN&"
                                                + "trigger_id=398738663015.47445629121."
                                                + "803a0bc887a14d10d2c447fce8b6703c")
                                .at(1531420700)
                                .with("X-Slack-TestRequest-Timestamp", "1531420618")
                                .with(
                                        "X-Slack-Signature",
                                        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd2751966"
                                                + "6489c69b503")),
                new Known(
                        stripe(),
                        "whsec_test_secret",
                        new TestRequest(STRIPE_BODY)
                                .at(1700000100)
                                .with("Stripe-Signature", "t=1700000000,v1=" + STRIPE_SIGNATURE)),
                new Known(
                        new Recipe(
                                Hash.SHA256,
                                KeyForm.BASE64,
                                "webhook-signature",
                                new SignatureSyntax.Tagged(" ", "v1,"),
                                Encoding.BASE64,
                                "{header:webhook-id}.{ts}.{body}",
                                seconds("webhook-timestamp", "")),
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        new TestRequest("{\"test\": 2432232314}")
                                .at(1614265400)
                                .with("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                                .with("webhook-timestamp", "1614265330")
                                .with(
                                        "webhook-signature",
                                        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")),
                new Known(
                        new Recipe(
                                Hash.SHA1,
                                KeyForm.UTF8,
                                "X-Trello-Webhook",
                                new SignatureSyntax.Plain(""),
                                Encoding.BASE64,
                                "{body}{url}",
                                null),
                        "trello_api_secret",
                        new TestRequest(
                                        "{\"action\":{\"id\":\"51f9424bcd6e040f3c002412\","
                                                + "\"type\":\"updateCard\",\"date\":"
                                                + "\"2013-07-31T16:58:51.949Z\"},\"model\":{\"id\":"
                                                + "\"4d5ea62fd76aa1136000000c\"}}")
                                .with("X-Trello-Webhook", "+o/DqK9jjr9MzG5U/Oe1JCIYBVc=")));
    }

    static Recipe stripe() {
        return new Recipe(
                Hash.SHA256,
                KeyForm.UTF8,
                "Stripe-Signature",
                new SignatureSyntax.Pairs(",", "v1"),
                Encoding.HEX,
                "{ts}.{body}",
                seconds("Stripe-Signature", "t"));
    }

    static TimestampRule seconds(String header, String pair) {
        return new TimestampRule(header, pair, TimestampRule.Unit.SECONDS, FIVE_MINUTES);
    }

    static Recipe plain(Hash hash, String header, String prefix, Encoding encoding) {
        return new Recipe(
                hash,
                KeyForm.UTF8,
                header,
                new SignatureSyntax.Plain(prefix),
                encoding,
                "{body}",
                null);
    }

    record Known(Recipe recipe, String secret, TestRequest request) {
        Verdict verify(TestRequest given, String key) {
            return recipe.verify(given, List.of(Secret.of(key)), given.now());
        }

        @Override
        public String toString() {
            return request.lines().getLast().name();
        }
    }
}
