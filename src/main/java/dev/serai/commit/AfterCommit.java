package dev.serai.commit;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells others of what was written no sooner than they can see it. What is kept in memory of it
 * must not outlive a transaction that came to nothing.
 */
public final class AfterCommit {

    private AfterCommit() {}

    /**
     * Runs something when the caller's transaction has been committed, and never if it is not; at
     * once if there is none.
     */
    public static void run(Runnable action) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            action.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        action.run();
                    }
                });
    }
}
