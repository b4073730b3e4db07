package dev.serai.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.signing.KnownAnswers.Answer;
import dev.serai.signing.options.Schemes;
import dev.serai.testing.ConnectorFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recipes of the shipped connectors, judged by messages that their providers have made. */
class ConnectorRecipesTest {

    /** For anybody's webhooks: there is no provider to ask. */
    private static final Set<String> NOBODYS = Set.of("webhook");

    private static final List<ConnectorFile> SHIPPED = ConnectorFile.shipped();

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void acceptTheirProvidersMessages(Answer answer) {
        assertThat(connectors(answer))
                .as("a connector of %s that says %s", answer, answer.options())
                .anySatisfy(
                        connector ->
                                assertThat(verdict(connector, answer))
                                        .isEqualTo(Verdict.AUTHENTIC));
    }

    static Stream<Answer> messages() {
        return KnownAnswers.right().filter(answer -> !connectors(answer).isEmpty());
    }

    @Test
    void areGradedAOnlyIfThereAreSuchMessages() {
        Set<String> known =
                KnownAnswers.right()
                        .map(ConnectorRecipesTest::provider)
                        .collect(Collectors.toSet());
        assertThat(SHIPPED)
                .filteredOn(connector -> connector.annotation("serai.dev/grade").startsWith("A"))
                .extracting(ConnectorFile::name)
                .filteredOn(name -> !NOBODYS.contains(name))
                .allSatisfy(name -> assertThat(known).contains(name));
    }

    /** A provider may have several, for each way that it signs. */
    private static List<ConnectorFile> connectors(Answer answer) {
        return SHIPPED.stream()
                .filter(connector -> (connector.name() + "-").startsWith(provider(answer) + "-"))
                .toList();
    }

    private static String provider(Answer answer) {
        return answer.name().replaceFirst("-[0-9]+$", "");
    }

    private static Verdict verdict(ConnectorFile connector, Answer answer) {
        Map<String, String> options = connector.scheme(answer.options());
        if (!answer.options().containsKey("keys")) {
            // The keys of these tokens are told with them, and not fetched.
            options.remove("keys");
        }
        Verdict verdict =
                Schemes.read(options, TestKeys.of(answer.documents()))
                        .with(List.of(Secret.of(answer.secret())))
                        .verify(answer.request(), answer.now())
                        .verdict();
        boolean isOfAnyTime = !answer.options().containsKey("timestamp");
        return verdict == Verdict.STALE && isOfAnyTime ? Verdict.AUTHENTIC : verdict;
    }
}
