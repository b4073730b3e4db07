package dev.serai.route.lines;

import org.apache.camel.Category;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Appends events to files, one CloudEvent in JSON a line, one file for each day of their arrival.
 * The step is over when they are on disk. At least once: after a crash the last events may stand
 * there twice, but never half.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "lines",
        title = "Lines",
        syntax = "lines:name",
        producerOnly = true,
        category = Category.FILE)
final class LinesEndpoint extends DefaultEndpoint {

    private final LinesFolder folder;

    /** The folder below {@code lines/} of the data folder. */
    @UriPath
    @Metadata(required = true)
    private final String name;

    LinesEndpoint(String uri, Component component, String name, LinesFolder folder) {
        super(uri, component);
        this.name = name;
        this.folder = folder;
    }

    @Override
    public Producer createProducer() {
        return new LinesProducer(this, folder);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("lines: is a step, not a beginning");
    }

    @Override
    public String toString() {
        return "lines:" + name;
    }
}
