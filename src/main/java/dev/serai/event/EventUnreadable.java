package dev.serai.event;

/** What was published is not a CloudEvent; its message says why, and is fit for the publisher. */
public final class EventUnreadable extends RuntimeException {

    private final String pointer;

    /**
     * @param pointer the place at fault: a JSON pointer or a header's name; empty for the whole
     * @param message what is wrong there
     */
    public EventUnreadable(String pointer, String message) {
        super(message);
        this.pointer = pointer;
    }

    public String pointer() {
        return pointer;
    }
}
