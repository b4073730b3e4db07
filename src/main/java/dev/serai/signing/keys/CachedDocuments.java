package dev.serai.signing.keys;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps documents, a bounded number of them, so that messages do not wait for the network. One that
 * cannot be fetched anew is good for a while longer. Strangers can name documents: how many are
 * fetched a minute is bounded, and one is fetched at a time.
 */
final class CachedDocuments implements Documents {

    static final int DOCUMENTS_MAX = 64;
    static final int FETCHES_PER_MINUTE_MAX = 30;
    private static final Duration STALE_MAX = Duration.ofHours(24);
    private static final Duration FAILURE_LIFETIME = Duration.ofSeconds(10);
    private static final Duration WAIT_MAX = Duration.ofSeconds(6);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Documents origin;
    private final InstantSource clock;
    private final Map<Wanted, Kept> kept = bounded();

    /** Apart, lest what strangers name and nobody has takes the place of what is needed. */
    private final Map<Wanted, Failed> failed = bounded();

    private final Deque<Instant> fetches = new ArrayDeque<>();
    private final ReentrantLock fetching = new ReentrantLock();

    CachedDocuments(Documents origin, InstantSource clock) {
        this.origin = origin;
        this.clock = clock;
    }

    private static <T> Map<Wanted, T> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Wanted, T> eldest) {
                return size() > DOCUMENTS_MAX;
            }
        };
    }

    /** A document, and when it was had. */
    private record Kept(byte[] document, Instant at) {}

    /** Why a document could not be had, and when that was. */
    private record Failed(String why, Instant at) {}

    @Override
    public byte[] fetch(Wanted wanted, Duration ageMax) throws Unavailable {
        byte[] fresh = fresh(wanted, ageMax);
        return fresh != null ? fresh : wait(wanted, ageMax);
    }

    private byte @Nullable [] fresh(Wanted wanted, Duration ageMax) throws Unavailable {
        Kept known = find(kept, wanted);
        Instant now = clock.instant();
        if (known != null && !known.at.plus(ageMax).isBefore(now)) {
            return known.document;
        }
        Failed last = find(failed, wanted);
        return last != null && last.at.plus(FAILURE_LIFETIME).isAfter(now)
                ? stale(known, last.why)
                : null;
    }

    private byte[] wait(Wanted wanted, Duration ageMax) throws Unavailable {
        try {
            if (!fetching.tryLock(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                return stale(find(kept, wanted), "Others are being fetched before " + wanted);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("Fetching " + wanted + " was interrupted");
        }
        try {
            byte[] fresh = fresh(wanted, ageMax);
            return fresh != null ? fresh : anew(wanted);
        } finally {
            fetching.unlock();
        }
    }

    private byte[] anew(Wanted wanted) throws Unavailable {
        Kept known = find(kept, wanted);
        if (!mayFetch(clock.instant())) {
            return stale(known, "Too many documents are asked for");
        }
        try {
            byte[] document = origin.fetch(wanted, Duration.ZERO);
            keep(kept, wanted, new Kept(document, clock.instant()));
            return document;
        } catch (Unavailable e) {
            String why = String.valueOf(e.getMessage());
            keep(failed, wanted, new Failed(why, clock.instant()));
            return stale(known, why);
        }
    }

    /** Called by whoever holds the lock. */
    private boolean mayFetch(Instant now) {
        while (!fetches.isEmpty() && fetches.getFirst().plus(MINUTE).isBefore(now)) {
            fetches.removeFirst();
        }
        if (fetches.size() >= FETCHES_PER_MINUTE_MAX) {
            return false;
        }
        fetches.addLast(now);
        return true;
    }

    private byte[] stale(@Nullable Kept known, String why) throws Unavailable {
        if (known == null || known.at.plus(STALE_MAX).isBefore(clock.instant())) {
            throw new Unavailable(why);
        }
        return known.document;
    }

    private static <T> @Nullable T find(Map<Wanted, T> map, Wanted wanted) {
        synchronized (map) {
            return map.get(wanted);
        }
    }

    private static <T> void keep(Map<Wanted, T> map, Wanted wanted, T what) {
        synchronized (map) {
            map.put(wanted, what);
        }
    }
}
