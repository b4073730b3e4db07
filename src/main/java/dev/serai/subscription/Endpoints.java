package dev.serai.subscription;

import dev.serai.commit.AfterCommit;
import dev.serai.event.Event;
import dev.serai.event.Ksuid;
import dev.serai.problem.Problem;
import dev.serai.problem.ProblemException;
import dev.serai.signing.Secret;
import dev.serai.signing.outbound.WebhookKey;
import dev.serai.subscription.secret.EndpointSecrets;
import dev.serai.tenant.Owner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints: stored in the database, asked in memory. A change made here is in force when its
 * method returns; another hub's is as soon as {@link #refresh()} has been called, which happens all
 * the time. Thread-safe; what asks the database throws Spring's DataAccessException.
 */
public final class Endpoints {

    private static final Problem CHANGED =
            Problem.of(
                    409,
                    "changed_meanwhile",
                    "Changed meanwhile",
                    "Another request has changed the endpoint at the same time; do it again.");

    /** How often it is tried to disable one that is being changed. */
    private static final int TRIES_MAX = 5;

    private static final Duration STALE = Duration.ofHours(PostgresEndpoints.TOMBSTONE_HOURS / 2);

    private final PostgresEndpoints stored;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Ksuid ksuid;
    private final AtomicReference<EndpointSnapshot> snapshot =
            new AtomicReference<>(EndpointSnapshot.NONE);
    private final ReentrantLock refreshing = new ReentrantLock();

    Endpoints(PostgresEndpoints stored, InstantSource clock, RandomGenerator random, Ksuid ksuid) {
        this.stored = stored;
        this.clock = clock;
        this.random = random;
        this.ksuid = ksuid;
    }

    /** Which enabled endpoints want an event, as far as is known here; see {@link #refreshedAt}. */
    public List<Endpoint> matching(Event event) {
        return loaded().matching(event);
    }

    /** Whether an enabled endpoint of an owner wants events of a type. */
    public boolean isWanted(Owner owner, String type) {
        return loaded().of(owner).stream()
                .anyMatch(e -> !e.settings().disabled() && e.settings().wantsType(type));
    }

    /** An endpoint by its id, unless it is deleted. */
    public Optional<Endpoint> find(String id) {
        return loaded().find(id);
    }

    /** An owner's endpoint by its id or uid. */
    public Optional<Endpoint> find(Owner owner, String idOrUid) {
        return loaded().find(idOrUid)
                .filter(endpoint -> endpoint.owner().equals(owner))
                .or(
                        () ->
                                loaded().of(owner).stream()
                                        .filter(e -> idOrUid.equals(e.settings().uid()))
                                        .findFirst());
    }

    /**
     * An owner's endpoints by ascending id, or descending.
     *
     * @param after the id before the first one wanted, or null to begin at the beginning
     */
    public List<Endpoint> list(Owner owner, @Nullable String after, boolean descending, int limit) {
        return stored.list(owner, after, descending, limit);
    }

    /**
     * Makes an endpoint.
     *
     * @param secret signs what is sent to it; null for a new one
     * @throws org.springframework.dao.DuplicateKeyException if its uid is another one's
     */
    public Endpoint create(Owner owner, EndpointSettings settings, @Nullable Secret secret) {
        WebhookKey key = secret == null ? WebhookKey.newSymmetric(random) : WebhookKey.of(secret);
        return createWith(owner, settings, EndpointSecrets.of(key));
    }

    /** Makes an endpoint with secrets of its own. */
    public Endpoint createWith(Owner owner, EndpointSettings settings, EndpointSecrets secrets) {
        Endpoint endpoint =
                new Endpoint("ep_" + ksuid.next(), owner, settings, secrets, now(), now());
        stored.insert(endpoint);
        AfterCommit.run(this::refresh);
        return endpoint;
    }

    /**
     * Changes an endpoint's settings.
     *
     * @return the endpoint as it is now; empty when it is gone
     * @throws org.springframework.dao.DuplicateKeyException if its uid is another one's
     */
    public Optional<Endpoint> update(Endpoint endpoint, EndpointSettings settings) {
        return update(endpoint, settings, endpoint.secrets());
    }

    /**
     * Gives an endpoint another key; the one that was signs on for a while.
     *
     * @param next null for a new one of the same kind
     * @return the endpoint as it is now; empty when it is gone
     * @throws IllegalArgumentException if ten previous keys sign on already
     */
    public Optional<Endpoint> rotate(
            Endpoint endpoint, @Nullable WebhookKey next, Duration overlap) {
        WebhookKey key = next == null ? newKey(endpoint.secrets().key().isAsymmetric()) : next;
        return update(
                endpoint, endpoint.settings(), endpoint.secrets().rotated(key, now(), overlap));
    }

    /** A key that nobody has. */
    public WebhookKey newKey(boolean asymmetric) {
        return asymmetric ? WebhookKey.newAsymmetric(random) : WebhookKey.newSymmetric(random);
    }

    /**
     * Changes settings and secrets.
     *
     * @return the endpoint as it is now; empty when it is gone
     * @throws ProblemException 409 if another request has changed it since it was looked up: what
     *     it did, a new secret say, must not be undone by who never saw it
     */
    public Optional<Endpoint> update(
            Endpoint endpoint, EndpointSettings settings, EndpointSecrets secrets) {
        Optional<Endpoint> changed =
                store(
                        endpoint,
                        settings,
                        secrets,
                        settings.disabled() && !endpoint.settings().disabled()
                                ? PostgresEndpoints.Trigger.MANUAL
                                : null);
        if (changed.isEmpty() && stored.isThere(endpoint.id())) {
            throw new ProblemException(CHANGED);
        }
        return changed;
    }

    /** Empty if it is gone or was changed. Tells why it is disabled, if it is. */
    private Optional<Endpoint> store(
            Endpoint endpoint,
            EndpointSettings settings,
            EndpointSecrets secrets,
            PostgresEndpoints.@Nullable Trigger disabled) {
        Endpoint changed =
                new Endpoint(
                        endpoint.id(),
                        endpoint.owner(),
                        settings,
                        secrets,
                        endpoint.createdAt(),
                        now());
        boolean switched = settings.disabled() != endpoint.settings().disabled();
        boolean done = stored.update(changed, endpoint.updatedAt(), disabled, switched);
        AfterCommit.run(this::refresh);
        return done ? Optional.of(changed) : Optional.empty();
    }

    /** Disables an endpoint that said it wants no more, or has failed for too long. */
    public void disable(String id) {
        boolean done = false;
        for (int tries = 0; tries < TRIES_MAX && !done; tries++) {
            refresh();
            Optional<Endpoint> enabled =
                    find(id).filter(endpoint -> !endpoint.settings().disabled());
            done = enabled.isEmpty() || isDisabled(enabled.get());
        }
    }

    private boolean isDisabled(Endpoint endpoint) {
        return store(
                        endpoint,
                        endpoint.settings().asDisabled(),
                        endpoint.secrets(),
                        PostgresEndpoints.Trigger.AUTOMATIC)
                .isPresent();
    }

    /** Deletes an endpoint; whether there was one. */
    public boolean delete(Owner owner, String id) {
        boolean done = stored.delete(owner, id, now());
        AfterCommit.run(this::refresh);
        return done;
    }

    /**
     * Learns of what was changed before a moment, by the database's clock; asks the database only
     * if that is not known yet. An event appended at the moment then finds every endpoint that was
     * there before it.
     */
    public void refreshedAt(Instant moment) {
        if (snapshot.get().asOf().isBefore(moment)) {
            refresh();
        }
    }

    /** Learns of all changes. */
    public void refresh() {
        refreshing.lock();
        try {
            EndpointSnapshot known = snapshot.get();
            EndpointChanges changes = stored.changesSince(known.revision());
            if (known.revision() >= 0 && isStale(known, changes)) {
                known = EndpointSnapshot.NONE;
                changes = stored.changesSince(known.revision());
            }
            snapshot.set(
                    changes.revision() == known.revision()
                            ? known.unchanged(changes.asOf())
                            : known.with(changes));
        } finally {
            refreshing.unlock();
        }
    }

    /** Tombstones may be gone, or the database is another one. */
    private static boolean isStale(EndpointSnapshot known, EndpointChanges changes) {
        return changes.revision() < known.revision()
                || known.asOf().plus(STALE).isBefore(changes.asOf());
    }

    /** Removes what is left of endpoints that were deleted long ago. To be called daily. */
    public void maintain() {
        stored.removeTombstones();
    }

    private EndpointSnapshot loaded() {
        if (snapshot.get().revision() < 0) {
            refresh();
        }
        return snapshot.get();
    }

    /** As exact as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
