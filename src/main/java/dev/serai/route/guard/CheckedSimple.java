package dev.serai.route.guard;

import java.util.Set;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.language.simple.SimpleLanguage;

/**
 * Camel's simple language, without what routes may not say in it. Some components evaluate texts of
 * a message by it, which nobody could look at before.
 */
final class CheckedSimple extends SimpleLanguage {

    /** As Camel calls it; the second is for components that know a file's name. */
    static final Set<String> NAMES = Set.of("simple", "simple-no-file");

    @Override
    public Expression createExpression(String expression) {
        check(expression);
        return super.createExpression(expression);
    }

    @Override
    public Predicate createPredicate(String expression) {
        check(expression);
        return super.createPredicate(expression);
    }

    private static void check(String expression) {
        SimpleRules.judge(expression)
                .ifPresent(
                        objection -> {
                            throw new Refused(objection);
                        });
    }
}
