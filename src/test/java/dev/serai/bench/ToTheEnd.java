package dev.serai.bench;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a benchmark, and ends the process with it: servers may leave threads behind. */
final class ToTheEnd {

    private static final Logger LOG = LoggerFactory.getLogger(ToTheEnd.class);

    private ToTheEnd() {}

    /** What is measured. */
    @FunctionalInterface
    interface Benchmark {
        void run() throws Exception;
    }

    /** Does not return. A benchmark that fails is told of, and fails the process. */
    static void run(Benchmark benchmark) {
        int exit = 1;
        try {
            benchmark.run();
            exit = 0;
        } catch (Exception e) {
            LOG.error("The benchmark has failed", e);
        }
        System.exit(exit);
    }
}
