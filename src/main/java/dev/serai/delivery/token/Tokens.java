package dev.serai.delivery.token;

import dev.serai.delivery.connection.Connections;
import dev.serai.delivery.connection.Deadline;
import dev.serai.subscription.secret.TokenClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The endpoints' access tokens, each used until shortly before it ends. One is asked for at a time
 * for an endpoint, however many attempts want it; they share what becomes of that. This hub's only.
 * Thread-safe.
 */
public final class Tokens {

    static final int KEPT_MAX = 10_000;

    /** A token that is younger is not replaced: a receiver may refuse every one. */
    static final Duration RENEW_AFTER = Duration.ofSeconds(10);

    private static final float USUAL_LOAD = 0.75f;

    private final FetchToken fetching;
    private final InstantSource clock;

    /** By endpoint's id, the one that was used longest ago first. Guarded by itself. */
    private final Map<String, Slot> slots = new LinkedHashMap<>(16, USUAL_LOAD, true);

    /** None yet. */
    public Tokens(Connections connections, InstantSource clock) {
        this.fetching = new FetchToken(connections, clock);
        this.clock = clock;
    }

    /**
     * An endpoint's token. Blocks until there is one.
     *
     * @throws NoToken if there is none before the deadline
     */
    public Token get(String endpoint, TokenClient client, Deadline deadline) throws NoToken {
        Slot mine = new Slot(client, new CompletableFuture<>());
        Slot slot = slot(endpoint, mine);
        return slot == mine ? fetched(endpoint, mine, deadline) : awaited(slot, deadline);
    }

    /**
     * Another token in place of one that a receiver refused; that one again if it is quite new.
     *
     * @throws NoToken if there is none before the deadline
     */
    public Token instead(String endpoint, TokenClient client, Token refused, Deadline deadline)
            throws NoToken {
        if (clock.instant().isBefore(refused.since().plus(RENEW_AFTER))) {
            return refused;
        }
        synchronized (slots) {
            Slot slot = slots.get(endpoint);
            if (slot != null && slot.holds(refused)) {
                slots.remove(endpoint);
            }
        }
        return get(endpoint, client, deadline);
    }

    /** The slot that is good, or this new one. */
    private Slot slot(String endpoint, Slot mine) {
        synchronized (slots) {
            Slot there = slots.get(endpoint);
            if (there != null && there.isGood(mine.client, clock.instant())) {
                return there;
            }
            slots.put(endpoint, mine);
            if (slots.size() > KEPT_MAX) {
                slots.remove(slots.keySet().iterator().next());
            }
            return mine;
        }
    }

    private Token fetched(String endpoint, Slot mine, Deadline deadline) throws NoToken {
        try {
            Token token = fetching.fetch(mine.client, deadline);
            mine.token.complete(token);
            return token;
        } catch (NoToken e) {
            mine.token.completeExceptionally(e);
            throw e;
        } finally {
            if (!mine.token.isDone()) {
                mine.token.completeExceptionally(new NoToken("the hub could not ask for one"));
            }
            if (mine.token.isCompletedExceptionally()) {
                synchronized (slots) {
                    slots.remove(endpoint, mine);
                }
            }
        }
    }

    private static Token awaited(Slot slot, Deadline deadline) throws NoToken {
        try {
            return slot.token.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NoToken why) {
                throw why;
            }
            throw new NoToken("the hub could not ask for one");
        } catch (TimeoutException e) {
            throw new NoToken("the token endpoint gave none in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoToken("the hub stops");
        }
    }

    /**
     * A token that there is, or will be.
     *
     * @param client by whose credentials; others' tokens are of no use
     */
    private record Slot(TokenClient client, CompletableFuture<Token> token) {

        boolean isGood(TokenClient wanted, Instant now) {
            return client.equals(wanted)
                    && (!token.isDone()
                            || !token.isCompletedExceptionally()
                                    && now.isBefore(token.join().until()));
        }

        boolean holds(Token refused) {
            return token.isDone()
                    && !token.isCompletedExceptionally()
                    && token.join().equals(refused);
        }
    }
}
