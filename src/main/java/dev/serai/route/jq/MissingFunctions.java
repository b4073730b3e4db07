package dev.serai.route.jq;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import org.apache.camel.language.jq.JqFunctions;
import org.jspecify.annotations.Nullable;

/**
 * The functions that a program calls and that neither jq nor the program has. The interpreter looks
 * for them when it comes to them, so a slip of the pen would show with the first event.
 */
public final class MissingFunctions {

    private static final String INTERPRETER = "net.thisptr.jackson.jq.";
    private static final Set<String> KNOWN = known();

    private final Set<String> called = new TreeSet<>();
    private final Set<String> defined = new HashSet<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private MissingFunctions() {}

    /** Their names with how many arguments they are given, {@code splitt/1}; none, most often. */
    public static Set<String> of(JsonQuery program) {
        MissingFunctions functions = new MissingFunctions();
        functions.look(program);
        functions.called.removeAll(functions.defined);
        functions.called.removeIf(MissingFunctions::isKnown);
        return functions.called;
    }

    /** Those that there are, as {@code split/1}. */
    public static Set<String> known(String ending) {
        Set<String> names = new TreeSet<>(KNOWN);
        names.removeIf(name -> !name.endsWith(ending) || name.startsWith("_"));
        return names;
    }

    private static boolean isKnown(String call) {
        return KNOWN.contains(call) || KNOWN.contains(call.replaceFirst("/\\d+$", ""));
    }

    /** As {@link BoundedJq} has them. */
    private static Set<String> known() {
        Scope scope = Scope.newEmptyScope();
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_7, scope);
        JqFunctions.loadLocal(scope);
        return Set.copyOf(scope.getLocalFunctions().keySet());
    }

    private void look(@Nullable Object part) {
        if (part instanceof List<?> list) {
            list.forEach(this::look);
        } else if (part != null && isOfTheTree(part) && seen.add(part)) {
            switch (part.getClass().getSimpleName()) {
                case "FunctionCall" -> call(part);
                case "FunctionDefinition" -> definition(part);
                default -> {}
            }
            for (Class<?> type = part.getClass(); type != null; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (isOfTheTree(type) && !Modifier.isStatic(field.getModifiers())) {
                        look(value(part, field));
                    }
                }
            }
        }
    }

    private static boolean isOfTheTree(Object part) {
        return !(part instanceof Scope || part instanceof Enum) && isOfTheTree(part.getClass());
    }

    private static boolean isOfTheTree(Class<?> type) {
        return type.getName().startsWith(INTERPRETER);
    }

    /** One of a module is looked for in the module. */
    private void call(Object call) {
        if (value(call, "moduleName") == null && value(call, "args") instanceof List<?> args) {
            called.add(value(call, "name") + "/" + args.size());
        }
    }

    /** Its parameters are functions too, in its body. */
    private void definition(Object definition) {
        if (value(definition, "args") instanceof List<?> args) {
            defined.add(value(definition, "fname") + "/" + args.size());
            args.forEach(arg -> defined.add(String.valueOf(arg).replaceFirst("^\\$", "") + "/0"));
        }
    }

    private static @Nullable Object value(Object whole, String field) {
        try {
            return value(whole, whole.getClass().getDeclaredField(field));
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("the interpreter is not the one that is known", e);
        }
    }

    private static @Nullable Object value(Object whole, Field field) {
        try {
            field.setAccessible(true);
            return field.get(whole);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the interpreter is not the one that is known", e);
        }
    }
}
