package dev.serai.route.sample;

/** A sample cannot be made or sent as it is asked for. */
public final class SampleRefused extends RuntimeException {

    private final String pointer;

    /**
     * Says why.
     *
     * @param pointer what is at fault in the request, as a JSON pointer; empty if the source is
     */
    SampleRefused(String pointer, String why) {
        super(why);
        this.pointer = pointer;
    }

    public String pointer() {
        return pointer;
    }
}
