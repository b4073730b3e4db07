package dev.serai.subscription.option;

/** Whether an event waits for the one before it. */
public enum Ordering {
    /** It does not: as many at a time as there are. */
    NONE,
    /** Events of one partition key follow each other; one that fails holds back its own key. */
    KEY,
    /** All events follow each other; one that fails holds back all. */
    STRICT
}
