package dev.serai.stream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Writes to a reader without ever being held up by it for longer than a given time, which a
 * blocking stream cannot: its time-out is the server's. One thread writes; the server's threads
 * tell when there is room again.
 */
final class PatientOutput implements WriteListener, AsyncListener {

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Duration patience;
    private final Consumer<PatientOutput> whenOpen;
    private final Semaphore room = new Semaphore(0);
    private final AtomicBoolean opened = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean completed = new AtomicBoolean();

    /** Held while the stream is touched: after the end it belongs to another request. */
    private final ReentrantLock use = new ReentrantLock();

    /**
     * An output to be registered as both listeners.
     *
     * @param patience how long to wait for room
     * @param whenOpen called once, when the server is ready for the first write
     */
    PatientOutput(
            AsyncContext context,
            ServletOutputStream out,
            Duration patience,
            Consumer<PatientOutput> whenOpen) {
        this.context = context;
        this.out = out;
        this.patience = patience;
        this.whenOpen = whenOpen;
    }

    /** Writes and flushes. */
    void write(byte[] bytes) throws IOException, InterruptedException {
        awaitRoom();
        touch(() -> out.write(bytes));
        awaitRoom();
        touch(out::flush);
    }

    private void awaitRoom() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!hasRoom()) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || !room.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                throw new ReaderTooSlow();
            }
        }
    }

    private boolean hasRoom() throws IOException {
        boolean[] ready = new boolean[1];
        touch(() -> ready[0] = out.isReady());
        return ready[0];
    }

    /** Something done with the stream. */
    private interface Touch {
        void run() throws IOException;
    }

    private void touch(Touch touch) throws IOException {
        use.lock();
        try {
            if (ended.get()) {
                throw new ReaderGone();
            }
            touch.run();
        } finally {
            use.unlock();
        }
    }

    /** Ends the answer; what was written goes out still, if the reader takes it. */
    void end() {
        use.lock();
        try {
            ended.set(true);
            if (completed.compareAndSet(false, true)) {
                context.complete();
            }
        } finally {
            use.unlock();
        }
    }

    @Override
    public void onWritePossible() {
        open();
    }

    private void open() {
        if (opened.compareAndSet(false, true)) {
            whenOpen.accept(this);
        }
        room.release();
    }

    /** The reader hung up; the stream is not touched any more. */
    @Override
    public void onError(Throwable cause) {
        over(() -> {});
    }

    /** Completed here, or the server would add an error page to what it has sent. */
    @Override
    public void onError(AsyncEvent event) {
        over(this::end);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        over(this::end);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        over(() -> completed.set(true));
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }

    private void over(Runnable rest) {
        use.lock();
        try {
            ended.set(true);
            rest.run();
        } finally {
            use.unlock();
        }
        // Even one that hung up before the first write has its thread, which clears up.
        open();
    }
}
