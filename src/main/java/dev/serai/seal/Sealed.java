package dev.serai.seal;

/** A store whose rows hold sealed secrets. */
@FunctionalInterface
public interface Sealed {

    /**
     * Seals anew some rows that were sealed by another key than the current one, or were plain. May
     * throw Spring's DataAccessException.
     *
     * @return how many; fewer than {@value #ROWS_MAX} when there are no more
     */
    int sealAnew();

    /** How many rows one call changes at most. */
    int ROWS_MAX = 500;
}
