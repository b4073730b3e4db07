package dev.serai.api.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.route.connector.Connector;
import dev.serai.route.connector.Connector.Sample;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connector as the API shows it.
 *
 * @param state {@code available}, or {@code broken}: no source can be made of it
 * @param fault what is wrong with its file; what that said before is available then, if there was
 *     anything
 * @param schema JSON Schema of the body that makes a source of it; null of one that is broken
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConnectorView(
        String name,
        String title,
        String description,
        String state,
        @Nullable String fault,
        @Nullable String grade,
        @Nullable String group,
        @Nullable String supportLevel,
        @Nullable String icon,
        @Nullable String help,
        @Nullable String deadline,
        @Nullable JsonNode answer,
        @Nullable Long secretGraceSeconds,
        @Nullable JsonNode schema,
        List<SampleView> samples) {

    /** A sample, its placeholders not filled. */
    record SampleView(
            String name,
            String title,
            String method,
            String query,
            Map<String, String> headers,
            String contentType,
            String body) {

        static SampleView of(Sample sample) {
            return new SampleView(
                    sample.name(),
                    sample.title(),
                    sample.method(),
                    sample.query(),
                    sample.headers(),
                    sample.contentType(),
                    sample.body());
        }
    }

    static ConnectorView of(Connector connector) {
        Connector.About about = connector.about();
        return new ConnectorView(
                connector.name(),
                connector.title(),
                connector.description(),
                "available",
                null,
                about.grade(),
                about.group(),
                about.support(),
                about.icon(),
                about.help(),
                about.deadline(),
                about.answer(),
                connector.secretGrace().toSeconds(),
                new ConnectorForm(connector).schema(),
                connector.samples().stream().map(SampleView::of).toList());
    }

    /** One whose file could not be read or used. */
    static ConnectorView broken(String name, String fault) {
        return new ConnectorView(
                name, name, "", "broken", fault, null, null, null, null, null, null, null, null,
                null, List.of());
    }

    /** The same, but what its file says now is not in use. */
    ConnectorView withFault(String why) {
        return new ConnectorView(
                name,
                title,
                description,
                state,
                why,
                grade,
                group,
                supportLevel,
                icon,
                help,
                deadline,
                answer,
                secretGraceSeconds,
                schema,
                samples);
    }
}
