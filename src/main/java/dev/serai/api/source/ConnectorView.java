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
 * @param schema JSON Schema of the body that makes a source of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConnectorView(
        String name,
        String title,
        String description,
        @Nullable String grade,
        @Nullable String group,
        @Nullable String supportLevel,
        @Nullable String icon,
        @Nullable String help,
        @Nullable String deadline,
        @Nullable JsonNode answer,
        long secretGraceSeconds,
        JsonNode schema,
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
}
