package dev.serai.route.guard;

import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;

/**
 * Finds classes by the names that routes and Camel itself write, but none of the platform's, the
 * hub's and its libraries' that could do something. Components' own classes are found, those of
 * jars in {@code lib/} included.
 */
final class CheckedClasses extends DefaultClassResolver {

    private static final Pattern HARMLESS =
            Pattern.compile(
                    "java\\.lang\\.(Object|String|Character|Byte|Short|Integer|Long|Float|Double|Boolean|Number"
                            + "|Throwable|[A-Za-z]*(Exception|Error))"
                            + "|java\\.math\\.Big(Decimal|Integer)"
                            + "|java\\.util\\.(Map|List|Set|Collection|Iterator|Date|[A-Za-z]*(Map|List|Set))"
                            + "|java\\.[a-z.]*\\.[A-Za-z]*(Exception|Error)"
                            + "|com\\.fasterxml\\.jackson\\.databind\\.JsonNode|\\[B|byte\\[]");

    private static final Pattern POWERFUL =
            Pattern.compile(
                    "(java|javax|jdk|sun|com\\.sun|groovy|org\\.codehaus|org\\.springframework|com\\.zaxxer"
                            + "|org\\.postgresql|com\\.fasterxml|net\\.thisptr|ch\\.qos|org\\.yaml"
                            + "|dev\\.serai)\\..*");

    CheckedClasses(CamelContext context) {
        super(context);
    }

    @Override
    protected Class<?> loadClass(String name, ClassLoader loader) {
        if (POWERFUL.matcher(name).matches() && !HARMLESS.matcher(name).matches()) {
            return null;
        }
        return super.loadClass(name, loader);
    }
}
