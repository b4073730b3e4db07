package dev.serai.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.route.check.CheckRoute;
import dev.serai.route.check.ComponentOptions;
import dev.serai.route.check.Draft;
import dev.serai.route.check.InUse;
import dev.serai.route.guard.Allowed;
import dev.serai.route.jq.BoundedJq;
import dev.serai.testing.Razorpay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.language.jq.JqLanguage;
import org.apache.camel.support.DefaultExchange;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the bounds of a mapping cost, beside Camel's own jq; and what it takes to check a route. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MappingBench {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STEPS = 48;

    private CamelContext camel;
    private Expression plain;
    private Expression bounded;
    private Exchange exchange;
    private CheckRoute check;
    private Draft draft;

    /** The shipped connector's mapping, and a webhook of its. */
    @Setup
    public void make() throws IOException {
        camel = new DefaultCamelContext();
        camel.start();
        exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(JSON.readTree(Razorpay.captured("pay_1", "order_1")));
        plain = expression(new JqLanguage());
        bounded = expression(new BoundedJq());
        check =
                new CheckRoute(
                        Allowed.with(
                                Set.of(),
                                Set.of("outbox"),
                                Set.of(),
                                Set.of(),
                                Set.of(),
                                Path.of(".")),
                        new ComponentOptions(
                                Map.of("outbox", ComponentOptions.of(Set.<String>of())),
                                MappingBench.class.getClassLoader()),
                        new NothingElse());
        draft = new Draft(Draft.Kind.SINK, "long", longRoute());
        if (!check.faults(draft).isEmpty() || draft.text().lines().count() < 200) {
            throw new IllegalStateException(check.faults(draft).toString());
        }
    }

    @TearDown
    public void stop() {
        camel.stop();
    }

    private Expression expression(JqLanguage jq) throws IOException {
        jq.setCamelContext(camel);
        jq.init();
        Expression expression = jq.createExpression(program());
        expression.init(camel);
        return expression;
    }

    private static String program() throws IOException {
        JsonNode file =
                JSON.valueToTree(
                        new Yaml(new SafeConstructor(new LoaderOptions()))
                                .load(
                                        Files.readString(
                                                Path.of(
                                                        "routes/connectors/razorpay-source.kamelet.yaml"))));
        return file.findPath("jq").path("expression").asText();
    }

    private static String longRoute() {
        StringBuilder text =
                new StringBuilder(
                        "- route:\n    id: long\n    from:\n      uri: outbox:long\n      steps:\n");
        for (int i = 0; i < STEPS; i++) {
            text.append("        - setHeader:\n            name: h").append(i);
            text.append("\n            jq: '.a | select(. != null) // \"none\"'\n");
            text.append("        - log: \"${header.h").append(i).append("} of ${exchangeId}\"\n");
        }
        text.append("        - to:\n            uri: kafka:t\n            parameters:\n");
        return text.append("              lingerMs: 5\n").toString();
    }

    /** Camel's own. */
    @Benchmark
    public Object plain() {
        return plain.evaluate(exchange, Object.class);
    }

    /** Ours. */
    @Benchmark
    public Object bounded() {
        return bounded.evaluate(exchange, Object.class);
    }

    /** A route of two hundred lines. */
    @Benchmark
    public Object check() {
        return check.faults(draft);
    }

    public static void main(String[] arguments) throws RunnerException {
        Report report =
                new Report("mapping", "Mapping: what its bounds cost, and checking a route");
        Map<String, RunResult> results = new TreeMap<>();
        new Runner(
                        new OptionsBuilder()
                                .include(MappingBench.class.getSimpleName())
                                .forks(3)
                                .warmupIterations(3)
                                .warmupTime(TimeValue.seconds(1))
                                .measurementIterations(5)
                                .measurementTime(TimeValue.seconds(1))
                                .build())
                .run()
                .forEach(
                        result ->
                                results.put(
                                        result.getParams().getBenchmark().replaceAll(".*\\.", ""),
                                        result));
        report.say("| what | fastest, us | mean, us | +- |");
        report.say("| --- | --- | --- | --- |");
        results.forEach(
                (name, result) ->
                        report.say(
                                "| %s | %.2f | %.2f | %.2f |",
                                name,
                                fastest(result),
                                result.getPrimaryResult().getScore(),
                                result.getPrimaryResult().getScoreError()));
        report.say("");
        report.say(
                "Bounded to plain, the fastest of each: %.3f.",
                fastest(results.get("bounded")) / fastest(results.get("plain")));
        report.say("");
        report.say(
                "JMH, three forks, 3 x 1 s of warm-up, 5 x 1 s measured; what else the machine does"
                        + " only adds, so the fastest second is the one to compare. The mapping is Razorpay's, its body"
                        + " parsed; plain is Camel's jq. The route that is checked has 200 lines, 48 programs"
                        + " of jq among them, and no fault.");
        report.say("");
        report.say(
                "The aim is 1.05. The rest is what counting in the interpreter's tree takes, some four"
                        + " microseconds a mapping; a bound that costs less would be one inside the interpreter.");
        report.write();
    }

    private static double fastest(RunResult result) {
        return result.getPrimaryResult().getStatistics().getMin();
    }

    /** A hub with nothing else in it. */
    private static final class NothingElse implements InUse {

        @Override
        public Optional<Map<String, Asked>> kamelet(String name) {
            return Optional.empty();
        }

        @Override
        public boolean hasSecret(String name) {
            return true;
        }

        @Override
        public Optional<String> ownerOfDoor(String name) {
            return Optional.empty();
        }
    }
}
