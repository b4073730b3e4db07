package dev.serai.api.error;

import dev.serai.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with a request, as Svix's clients read it: some of them parse the body of a 422 and
 * end in an error of their own if {@code detail} is a text, as RFC 9457 has it. They are known by a
 * header that all of them send. Beside that, it is the problem.
 *
 * @param detail the fields at fault
 */
public record ClientErrors(String type, String title, int status, String code, List<Item> detail) {

    private static final String CLIENT = "svix-req-id";
    private static final int UNPROCESSABLE = 422;

    /**
     * A field at fault.
     *
     * @param loc where it is: body or query, and the names on the way to it
     * @param msg what is wrong with it
     * @param type the kind of problem
     */
    public record Item(List<String> loc, String msg, String type) {}

    /** Whether a problem is to be told in this form. */
    public static boolean wants(Problem problem, Map<String, String> headers) {
        return problem.status() == UNPROCESSABLE
                && headers.keySet().stream().anyMatch(CLIENT::equalsIgnoreCase);
    }

    /** A problem in this form. */
    public static ClientErrors of(Problem problem) {
        List<Item> items =
                problem.errors().stream()
                        .map(
                                error ->
                                        new Item(
                                                place(error.pointer()),
                                                error.detail(),
                                                problem.code()))
                        .toList();
        return new ClientErrors(
                problem.type(),
                problem.title(),
                problem.status(),
                problem.code(),
                items.isEmpty()
                        ? List.of(new Item(List.of("body"), problem.detail(), problem.code()))
                        : items);
    }

    /** A JSON pointer is into the body; anything else is a parameter's name. */
    private static List<String> place(String pointer) {
        if (!pointer.isEmpty() && !pointer.startsWith("/")) {
            return List.of("query", pointer);
        }
        List<String> place = new ArrayList<>(List.of("body"));
        for (String name : pointer.split("/")) {
            if (!name.isEmpty()) {
                place.add(name.replace("~1", "/").replace("~0", "~"));
            }
        }
        return place;
    }
}
