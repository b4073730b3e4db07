package dev.serai.api;

/** Reads the parameter {@code order} of lists that go either way. */
public final class Order {

    public static final String NAME = "order";

    private Order() {}

    /**
     * Whether the newest come first; they do not when nothing is said.
     *
     * @throws dev.serai.problem.ProblemException 400 if it is neither word
     */
    public static boolean isDescending(Query query) {
        Boolean descending =
                query.read(
                        NAME,
                        text ->
                                switch (text) {
                                    case "ascending" -> false;
                                    case "descending" -> true;
                                    default ->
                                            throw new IllegalArgumentException(
                                                    "is ascending or descending");
                                });
        return descending != null && descending;
    }
}
