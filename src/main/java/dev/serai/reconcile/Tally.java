package dev.serai.reconcile;

import dev.serai.ingress.Receipt;
import dev.serai.ingress.VouchedFor.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How a reconciliation goes. For one thread. */
final class Tally {

    private final List<String> missing = new ArrayList<>();
    private final List<Fate> fates = new ArrayList<>();

    /** What became of one that is listed. */
    private enum Fate {
        /** It had come in. */
        PRESENT,
        /** The provider does not have it any more. */
        GONE,
        TAKEN_IN,
        /** It cannot be mapped; it is kept. */
        PARKED
    }

    /** One had come in. */
    void present() {
        fates.add(Fate.PRESENT);
    }

    /** One is listed that its provider does not have any more. */
    void gone() {
        fates.add(Fate.GONE);
    }

    /** One was sent through its source's route. */
    void sent(Outcome.Accepted taken) {
        List<Receipt> receipts = taken.receipts().all();
        boolean isNew = taken.receipts().duplicates() < receipts.size();
        fates.add(isNew ? taken.isParked() ? Fate.PARKED : Fate.TAKEN_IN : Fate.PRESENT);
        receipts.stream()
                .filter(receipt -> !receipt.duplicate())
                .forEach(receipt -> missing.add(receipt.id().value()));
    }

    /** The ids of those that were missing. */
    List<String> missing() {
        return List.copyOf(missing);
    }

    private int count(Fate fate) {
        return Collections.frequency(fates, fate);
    }

    Reconciled reconciled(Instant reached, boolean isDone) {
        int parked = count(Fate.PARKED);
        return new Reconciled(
                fates.size(),
                count(Fate.PRESENT),
                missing.size() - parked,
                parked,
                count(Fate.GONE),
                reached,
                isDone,
                missing);
    }

    /** For the audit trail. */
    @Override
    public String toString() {
        return "%d found, %d present, %d missing"
                .formatted(fates.size(), count(Fate.PRESENT), missing.size());
    }
}
