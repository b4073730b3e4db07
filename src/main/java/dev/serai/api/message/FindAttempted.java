package dev.serai.api.message;

import dev.serai.api.PageQuery.Slice;
import dev.serai.delivery.standing.Standing;
import dev.serai.delivery.standing.Standings;
import dev.serai.event.EventId;
import dev.serai.subscription.Endpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the messages that an endpoint was meant for: walks along the messages and asks where
 * each stands, so many of them; a page that is short goes on by its iterator.
 */
record FindAttempted(PostgresMessages messages, Standings standings) {

    private static final int CHUNK = 250;
    private static final int CHUNKS_MAX = 8;

    /** A message and where it stands. */
    record Attempted(Message message, Standing standing) {}

    /**
     * What is wanted.
     *
     * @param status only those that stand so, or null
     * @param data whether with payloads
     */
    record Wanted(
            Endpoint endpoint, MessageFilter filter, @Nullable StandingView status, boolean data) {}

    Slice<Attempted> find(Wanted wanted, @Nullable String from, int limit, boolean back) {
        List<Attempted> found = new ArrayList<>();
        String place = from;
        for (int chunk = 0; chunk < CHUNKS_MAX; chunk++) {
            Slice<Message> some =
                    back || place == null
                            ? messages.older(wanted.filter(), wanted.data(), place, CHUNK)
                            : messages.newer(wanted.filter(), wanted.data(), place, CHUNK);
            for (Attempted one : attempted(wanted, some.items())) {
                if (found.size() < limit) {
                    found.add(one);
                }
            }
            String end = end(some);
            if (found.size() == limit || end == null) {
                return Slice.of(found);
            }
            place = end;
        }
        return new Slice<>(found, place);
    }

    /** Where a full chunk, or a search that was cut short, came to; null at the end of the log. */
    private static @Nullable String end(Slice<Message> some) {
        return some.items().size() == CHUNK
                ? some.items().getLast().event().id().value()
                : some.lookedAtTo();
    }

    private List<Attempted> attempted(Wanted wanted, List<Message> some) {
        Instant since =
                some.stream()
                        .map(message -> message.entry().at())
                        .min(Instant::compareTo)
                        .orElse(Instant.EPOCH);
        Map<EventId, Standing> known =
                standings.at(
                        wanted.endpoint().id(),
                        some.stream().map(message -> message.event().id()).toList(),
                        since);
        List<Attempted> chosen = new ArrayList<>();
        for (Message message : some) {
            Standing standing = known.get(message.event().id());
            if (standing != null
                    && standing.kind() != Standing.Kind.NEVER
                    && (wanted.status() == null
                            || wanted.status().equals(StandingView.of(standing.kind())))) {
                chosen.add(new Attempted(message, standing));
            }
        }
        return chosen;
    }
}
