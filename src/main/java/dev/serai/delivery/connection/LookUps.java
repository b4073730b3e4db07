package dev.serai.delivery.connection;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads to look names up on: a look-up blocks the one that it runs on. */
final class LookUps {

    private static final int THREADS_MAX = 32;
    private static final int WAITING_MAX = 256;
    private static final Duration IDLE_MAX = Duration.ofSeconds(30);

    private LookUps() {}

    static ExecutorService threads() {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(
                        THREADS_MAX,
                        THREADS_MAX,
                        IDLE_MAX.toSeconds(),
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(WAITING_MAX),
                        Thread.ofPlatform().daemon().name("serai-delivery-names").factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
