package dev.serai.route.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which endpoints a route may have. What needs a component's description, such as the names of its
 * options, is not judged here.
 */
public final class EndpointRules {

    /** Takes its options as they stand: a secret may begin with anything. */
    private static final String LITERAL = "ingress";

    /** Its parameters are called as their author likes. */
    private static final String KAMELET = "kamelet";

    /** Options that name classes to load, files to read, or something else that decides. */
    private static final Pattern POWER =
            Pattern.compile(
                    "(?i).*(class|classes|serializer|jaas.*|resolver|strategy|factory|configurer|script"
                            + "|interceptors?|partitioner|keystore.*|truststore.*|keyfile|location"
                            + "|aggregationstrategy|converter|verifier|callback.*|customizer|binding"
                            + "|objectmapper|rowmapper|processor|repository|comparator|filter)");

    /** A whole address that the operator has named. */
    private static final Pattern NAMED =
            Pattern.compile("\\{\\{(secret|property):[A-Za-z0-9._-]+}}[^:]*");

    private static final Map<String, EndpointRule> OWN =
            Map.of(
                    "file", new FileRule(),
                    "jdbc", new JdbcRule(),
                    "http", new HttpRule(),
                    "https", new HttpRule(),
                    "kafka", new KafkaRule(),
                    "kamelet", new KameletRule(),
                    "platform-http", new DoorRule());

    private final Allowed allowed;

    public EndpointRules(Allowed allowed) {
        this.allowed = allowed;
    }

    /** What a component asks besides. */
    interface EndpointRule {
        Optional<Objection> judge(UriText uri, Allowed allowed);
    }

    /** Whether a route may have endpoints of a component. */
    public boolean allows(String scheme) {
        return allowed.isComponent(scheme);
    }

    /** Why an endpoint may not be in a route; none if it may. */
    public List<Objection> judge(UriText uri) {
        if (!allows(uri.scheme())) {
            return isNamed(uri) ? List.of() : List.of(forbidden(uri.scheme()));
        }
        UriText resolved = uri.with(Allowed.FILES, allowed.files().toString());
        List<Objection> objections = new ArrayList<>();
        if (!uri.scheme().equals(LITERAL)) {
            uri.options()
                    .forEach((name, value) -> option(uri, name, value).ifPresent(objections::add));
        }
        EndpointRule own = OWN.get(uri.scheme());
        if (own != null) {
            own.judge(resolved, allowed).ifPresent(objections::add);
        }
        return objections;
    }

    /** The operator says where; what it is, Camel asks when it knows. */
    private static boolean isNamed(UriText uri) {
        return uri.scheme().isEmpty()
                && uri.options().values().stream().noneMatch(value -> value.strip().startsWith("#"))
                && NAMED.matcher(uri.path()).matches();
    }

    private Optional<Objection> option(UriText uri, String name, String value) {
        if (value.strip().startsWith("#") && !isAllowedBean(value.strip())) {
            return Optional.of(
                    new Objection(
                            "reference_forbidden",
                            "the option " + name + " refers to a bean or a class",
                            "give a plain value; the operator may add the names of beans to"
                                    + " serai.routes.allowed-beans"));
        }
        String word = name.toLowerCase(Locale.ROOT);
        boolean isNamed = KafkaRule.isKnown(uri.scheme(), name);
        boolean isOurs = uri.scheme().equals(KAMELET) || isNamed;
        if (POWER.matcher(word).matches() && !isOurs && !isAllowedBean(value.strip())) {
            return Optional.of(
                    new Objection(
                            "option_forbidden",
                            "the option " + name + " of " + uri.scheme() + ": is not for routes",
                            "leave it out"));
        }
        return Optional.empty();
    }

    private boolean isAllowedBean(String reference) {
        String name = reference.replaceFirst("^#(bean:)?", "");
        return reference.startsWith("#") && allowed.beans().contains(name);
    }

    private Objection forbidden(String scheme) {
        if (scheme.isEmpty()) {
            return new Objection(
                    "component_missing",
                    "it does not begin with the name of a component and a colon",
                    "write COMPONENT:WHERE, for example https://example.com/hook; the component"
                            + " cannot come from a placeholder or an expression");
        }
        String why =
                switch (scheme) {
                    case "seda", "stub", "disruptor", "vm" ->
                            "it answers before the event has arrived, so a crash would lose it";
                    case "direct" -> "no route begins with it: a file is one whole route";
                    default -> "the component is not allowed";
                };
        return new Objection(
                "component_forbidden",
                scheme + ": is not for routes, " + why,
                "use one of "
                        + String.join(", ", names())
                        + "; the operator may add to serai.routes.allowed-components");
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>(allowed.components());
        names.addAll(allowed.own());
        return names;
    }
}
