package dev.serai.route.sink;

import dev.serai.event.Event;
import dev.serai.outbox.Entry;
import dev.serai.relay.sink.Patience;
import dev.serai.relay.sink.Portions;
import dev.serai.relay.sink.SinkName;
import dev.serai.relay.sink.SinkOptions;
import dev.serai.route.fault.Failures;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Category;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Message;
import org.apache.camel.MultipleConsumersSupport;
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
public final class OutboxEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {

    private static final Duration OUTAGE_PAUSE_MAX = Duration.ofSeconds(5);

    private final Outlets outlets;
    private final Failures failures;

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

    /**
     * One exchange for many events, a list of entries, for components that take batches; otherwise
     * one for each, with its data as the body and its attributes as headers.
     */
    @UriParam(defaultValue = "false")
    private boolean batch;

    /**
     * What the message is: {@code data}, the event's data with its attributes as headers {@code
     * ce_type} and so on (a list of entries in batches); {@code http}, the same with the headers of
     * CloudEvents' HTTP binding; {@code json}, the whole CloudEvent in JSON (an array in batches).
     */
    @UriParam(defaultValue = "data", enums = "data,http,json")
    private String form = "data";

    /**
     * How many events are read, and the place kept, at once: 500 in batches, else 50. As many may
     * come again after a crash.
     */
    @UriParam(defaultValue = "0")
    private int batchSize;

    /** How many bytes of data a batch has at most; a single event may have more. */
    @UriParam(defaultValue = "8388608")
    private long batchBytes = Portions.BYTES_MAX;

    /**
     * How many events of different keys may be under way at the same time, in each of the four
     * groups of shards that hubs divide between them. Events of one key never are.
     */
    @UriParam(defaultValue = "1")
    private int parallel = 1;

    /**
     * Where a sink begins that has no place in the log yet: {@code start} of the log, {@code now},
     * or a time such as {@code 2026-05-04T10:00:00Z}. One that has a place goes on from there.
     */
    @UriParam(defaultValue = "start")
    private String from = "start";

    /**
     * Only events of these types: patterns parted by commas, such as {@code razorpay.payment.*}.
     */
    @UriParam private String types = "";

    /** Only events of the project with this id. */
    @UriParam private String project = "";

    /**
     * How often an event may fail for what seems to lie in itself (a 422 of a server, a value that
     * a table refuses, a step that cannot read it) before it is parked; 0 for as long as it takes.
     * While the far end is away nothing is parked, however often it is tried.
     */
    @UriParam(defaultValue = "3")
    private int attemptsMax = Patience.DEFAULT.attemptsMax();

    /** The pause after the first such failure; it doubles with each further one. */
    @UriParam(defaultValue = "1s")
    private Duration retryDelay = Patience.DEFAULT.pauseFirst();

    /** The longest such pause. */
    @UriParam(defaultValue = "10s")
    private Duration retryDelayMax = Patience.DEFAULT.pauseMost();

    /**
     * When as many events of a group of shards were parked one after another, the next failure
     * counts as an outage; 0 for no limit.
     */
    @UriParam(defaultValue = "20")
    private int parkedInARowMax = Patience.DEFAULT.parkedInARowMax();

    /**
     * The longest pause between two tries while the far end is away: the circuit breaker of the
     * sink. The first pause is a tenth of a second, and each doubles the one before.
     */
    @UriParam(defaultValue = "5s")
    private Duration outagePauseMax = OUTAGE_PAUSE_MAX;

    OutboxEndpoint(
            String uri, Component component, Outlets outlets, Failures failures, String name) {
        super(uri, component);
        this.outlets = outlets;
        this.failures = failures;
        this.name = name;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        OutboxConsumer consumer =
                new OutboxConsumer(
                        this, processor, outlets, new SinkName(name), options(), form(), failures);
        configureConsumer(consumer);
        return consumer;
    }

    /** A version of a route is made ready beside the one that reads; one of them does. */
    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    /** Makes a message what this sink's route would be given of an event. */
    public void fill(Message message, Entry entry) {
        OutboxConsumer.fill(message, List.of(entry), batch, form());
    }

    /** Whether this sink wants an event. */
    public boolean wants(Event event) {
        return OutboxOptions.filter(types, project).passes(event);
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException(
                "outbox: is where a route begins; events are appended by ingress:append");
    }

    SinkOptions options() {
        return new SinkOptions(
                OutboxOptions.keeper(cursor, broadcast),
                OutboxOptions.from(from),
                portions(),
                new Patience(
                        attemptsMax, retryDelay, retryDelayMax, parkedInARowMax, outagePauseMax),
                OutboxOptions.filter(types, project));
    }

    private EventForm form() {
        EventForm chosen =
                switch (form) {
                    case "data" -> EventForm.DATA;
                    case "http" -> EventForm.HTTP;
                    case "json" -> EventForm.JSON;
                    default -> throw new IllegalArgumentException("form is data, http or json");
                };
        if (batch && chosen == EventForm.HTTP) {
            throw new IllegalArgumentException("form: http is for single events; take form: json");
        }
        return chosen;
    }

    private Portions portions() {
        int usual = batch ? Portions.TOGETHER_MAX : Portions.ONE_BY_ONE_MAX;
        return new Portions(batchSize == 0 ? usual : batchSize, batchBytes, batch, parallel);
    }

    public String getName() {
        return name;
    }

    public void setCursor(String cursor) {
        this.cursor = cursor;
    }

    public void setBroadcast(boolean broadcast) {
        this.broadcast = broadcast;
    }

    public void setBatch(boolean batch) {
        this.batch = batch;
    }

    public void setBatchSize(int batchSize) {
        this.batchSize = batchSize;
    }

    public void setBatchBytes(long batchBytes) {
        this.batchBytes = batchBytes;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public void setTypes(String types) {
        this.types = types;
    }

    public void setProject(String project) {
        this.project = project;
    }

    public void setForm(String form) {
        this.form = form;
    }

    public void setParallel(int parallel) {
        this.parallel = parallel;
    }

    public void setAttemptsMax(int attemptsMax) {
        this.attemptsMax = attemptsMax;
    }

    public void setRetryDelay(Duration retryDelay) {
        this.retryDelay = retryDelay;
    }

    public void setRetryDelayMax(Duration retryDelayMax) {
        this.retryDelayMax = retryDelayMax;
    }

    public void setParkedInARowMax(int parkedInARowMax) {
        this.parkedInARowMax = parkedInARowMax;
    }

    public void setOutagePauseMax(Duration outagePauseMax) {
        this.outagePauseMax = outagePauseMax;
    }
}
