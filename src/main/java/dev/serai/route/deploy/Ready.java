package dev.serai.route.deploy;

/** Something that was made beside what is in use, and can take over from it. */
public interface Ready {

    /** From now on it is in use, and what it takes over from ends when its last exchange has. */
    void use();

    /** It is not wanted after all. */
    void discard();
}
