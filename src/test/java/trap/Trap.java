package trap;

import java.util.concurrent.atomic.AtomicInteger;

/** A class of nobody's that must never be made by a route. */
public final class Trap {

    /** How often it was. */
    public static final AtomicInteger SPRUNG = new AtomicInteger();

    public Trap() {
        SPRUNG.incrementAndGet();
    }

    /** A method that an expression would call. */
    public static String spring() {
        SPRUNG.incrementAndGet();
        return "sprung";
    }
}
