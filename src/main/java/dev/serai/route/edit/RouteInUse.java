package dev.serai.route.edit;

import java.util.List;

/** A connector cannot be deleted while others are made of it. */
public final class RouteInUse extends RuntimeException {

    private final transient List<String> users;

    RouteInUse(List<String> users) {
        super("it is used by " + String.join(", ", users));
        this.users = List.copyOf(users);
    }

    /** The names of those who use it. */
    public List<String> users() {
        return users;
    }
}
