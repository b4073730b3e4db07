package dev.serai.route;

import dev.serai.event.TypePattern;
import dev.serai.relay.EntryFilter;
import dev.serai.relay.Relays;
import dev.serai.relay.SinkName;
import dev.serai.relay.SinkOptions;
import dev.serai.tenant.ProjectId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Category;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Hands a sink's route the events of the log, in order and at least once. The route's end without
 * an exception means that the batch is done with; an exception means that it comes again, later.
 * Public because Camel sets the options by reflection.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "outbox",
        title = "Outbox",
        syntax = "outbox:name",
        consumerOnly = true,
        category = Category.MESSAGING)
public final class OutboxEndpoint extends DefaultEndpoint {

    private final Relays relays;

    /** The sink's name: its place in the log is kept under it. */
    @UriPath
    @Metadata(required = true)
    private final String name;

    /** Where the place is kept: {@code postgres}, or {@code kafka} for exactly once into Kafka. */
    @UriParam(defaultValue = "postgres", enums = "postgres,kafka")
    private String cursor = "postgres";

    /** Every hub gets every event, from now on, and no place is kept. */
    @UriParam(defaultValue = "false")
    private boolean broadcast;

    /** One exchange for many events, a list of entries; otherwise one for each, with its data. */
    @UriParam(defaultValue = "true")
    private boolean batch = true;

    /** How many events a batch has at most. */
    @UriParam(defaultValue = "500")
    private int batchSize = SinkOptions.BATCH_MAX;

    /** How many bytes of data a batch has at most; a single event may have more. */
    @UriParam(defaultValue = "8388608")
    private long batchBytes = SinkOptions.BYTES_MAX;

    /** Where a new sink begins: {@code start} of the log, or {@code now}. */
    @UriParam(defaultValue = "start", enums = "start,now")
    private String from = "start";

    /**
     * Only events of these types: patterns parted by commas, such as {@code razorpay.payment.*}.
     */
    @UriParam private String types = "";

    /** Only events of the project with this id. */
    @UriParam private String project = "";

    /** With {@code batch=false}: an event that has failed so often is parked; 0 for never. */
    @UriParam(defaultValue = "0")
    private int attemptsMax;

    OutboxEndpoint(String uri, Component component, Relays relays, String name) {
        super(uri, component);
        this.relays = relays;
        this.name = name;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        OutboxConsumer consumer =
                new OutboxConsumer(this, processor, relays, new SinkName(name), options(), batch);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException(
                "outbox: is where a route begins; events are appended by ingress:append");
    }

    SinkOptions options() {
        return new SinkOptions(
                keeper(),
                SinkOptions.From.valueOf(from.toUpperCase(Locale.ROOT)),
                batch ? batchSize : 1,
                batchBytes,
                attemptsMax,
                filter());
    }

    private SinkOptions.Keeper keeper() {
        if (broadcast) {
            return SinkOptions.Keeper.NOBODY;
        }
        return switch (cursor) {
            case "postgres" -> SinkOptions.Keeper.POSTGRES;
            case "kafka" -> SinkOptions.Keeper.KAFKA;
            default -> throw new IllegalArgumentException("cursor is postgres or kafka");
        };
    }

    private EntryFilter filter() {
        List<TypePattern> patterns =
                Arrays.stream(types.split(","))
                        .map(String::strip)
                        .filter(type -> !type.isEmpty())
                        .map(TypePattern::of)
                        .toList();
        return new EntryFilter(patterns, project.isEmpty() ? null : new ProjectId(project));
    }

    public String getName() {
        return name;
    }

    public String getCursor() {
        return cursor;
    }

    public void setCursor(String cursor) {
        this.cursor = cursor;
    }

    public boolean isBroadcast() {
        return broadcast;
    }

    public void setBroadcast(boolean broadcast) {
        this.broadcast = broadcast;
    }

    public boolean isBatch() {
        return batch;
    }

    public void setBatch(boolean batch) {
        this.batch = batch;
    }

    public int getBatchSize() {
        return batchSize;
    }

    public void setBatchSize(int batchSize) {
        this.batchSize = batchSize;
    }

    public long getBatchBytes() {
        return batchBytes;
    }

    public void setBatchBytes(long batchBytes) {
        this.batchBytes = batchBytes;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public String getTypes() {
        return types;
    }

    public void setTypes(String types) {
        this.types = types;
    }

    public String getProject() {
        return project;
    }

    public void setProject(String project) {
        this.project = project;
    }

    public int getAttemptsMax() {
        return attemptsMax;
    }

    public void setAttemptsMax(int attemptsMax) {
        this.attemptsMax = attemptsMax;
    }
}
