package dev.serai.subscription.condition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.serai.subscription.condition.Expression.Function;
import dev.serai.subscription.condition.Expression.Operator;
import dev.serai.subscription.condition.Expression.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a condition, from the loosest binding to the tightest. Not thread-safe. */
final class ConditionParser {

    private static final int DEPTH_MAX = 32;

    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*(?:(?<text>\"(?:[^\"\\\\]|\\\\.)*+\")|(?<number>[0-9]++(?:\\.[0-9]++)?"
                            + "(?:[eE][+-]?[0-9]++)?)|(?<word>[a-zA-Z_][a-zA-Z0-9_]*+)"
                            + "|(?<sign>//|==|!=|<=|>=|[.\\[\\]()|<>;-]))");

    private static final Map<String, Operator> OPERATORS =
            Map.of(
                    "==", Operator.EQUAL,
                    "!=", Operator.UNEQUAL,
                    "<", Operator.LESS,
                    "<=", Operator.LESS_OR_EQUAL,
                    ">", Operator.GREATER,
                    ">=", Operator.GREATER_OR_EQUAL);

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int depth;

    ConditionParser(String text) {
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (end < text.stripTrailing().length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw new IllegalArgumentException(
                        "there is something at character " + (end + 1) + " that is no jq here");
            }
            end = matcher.end();
            tokens.add(Token.of(matcher));
        }
    }

    Expression parse() {
        Expression whole = pipe();
        if (at < tokens.size()) {
            throw wrong("an end");
        }
        return whole;
    }

    private Expression pipe() {
        if (++depth > DEPTH_MAX) {
            throw new IllegalArgumentException("there are too many brackets within each other");
        }
        Expression left = otherwise();
        while (take("|")) {
            left = new Expression.Pipe(left, otherwise());
        }
        depth--;
        return left;
    }

    private Expression otherwise() {
        Expression left = or();
        return take("//") ? new Expression.Otherwise(left, otherwise()) : left;
    }

    private Expression or() {
        Expression left = and();
        while (take("or")) {
            left = new Expression.Logic(left, false, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = comparison();
        while (take("and")) {
            left = new Expression.Logic(left, true, comparison());
        }
        return left;
    }

    private Expression comparison() {
        Expression left = term();
        Operator operator = OPERATORS.get(peek());
        if (operator == null) {
            return left;
        }
        at++;
        return new Expression.Comparison(left, operator, term());
    }

    private Expression term() {
        Expression left = head();
        boolean more = true;
        while (more) {
            if (take("[")) {
                left = bracket(left);
            } else if (peek().equals(".") && isName(at + 1)) {
                at++;
                left = new Expression.Member(left, name());
            } else {
                more = false;
            }
        }
        return left;
    }

    private Expression head() {
        if (take("(")) {
            Expression inner = pipe();
            expect(")");
            return inner;
        }
        if (take(".")) {
            return isName(at)
                    ? new Expression.Member(new Expression.Input(), name())
                    : new Expression.Input();
        }
        if (take("-")) {
            return new Expression.Literal(json("-" + next(Kind.NUMBER).text));
        }
        Token token = at < tokens.size() ? tokens.get(at) : Token.END;
        return switch (token.kind) {
            case TEXT, NUMBER -> {
                at++;
                yield new Expression.Literal(json(token.text));
            }
            case WORD -> {
                at++;
                yield word(token.text);
            }
            case SIGN -> throw wrong("a path like .amount, a value or a function");
        };
    }

    private Expression word(String word) {
        return switch (word) {
            case "true" -> new Expression.Literal(BooleanNode.TRUE);
            case "false" -> new Expression.Literal(BooleanNode.FALSE);
            case "null" -> new Expression.Literal(NullNode.instance);
            case "any", "all" -> quantified(word.equals("all"));
            case "not", "length", "type", "ascii_downcase" ->
                    new Expression.Plain(Function.valueOf(word.toUpperCase(Locale.ROOT)));
            case "has", "startswith", "endswith", "contains" -> {
                expect("(");
                Expression value = pipe();
                expect(")");
                yield new Expression.With(Question.valueOf(word.toUpperCase(Locale.ROOT)), value);
            }
            default ->
                    throw new IllegalArgumentException(
                            word
                                    + " is not known here; there are not, length, type,"
                                    + " ascii_downcase, has, startswith, endswith, contains, any"
                                    + " and all");
        };
    }

    /** {@code any(.items[]; .price > 5)}: the path ends with empty brackets. */
    private Expression quantified(boolean all) {
        expect("(");
        Expression items = term();
        if (!(items instanceof Expression.Item item && item.index() == Integer.MIN_VALUE)) {
            throw wrong("a path that ends with [], as in any(.items[]; .price > 5)");
        }
        expect(";");
        Expression is = pipe();
        expect(")");
        return new Expression.Quantified(all, item.from(), is);
    }

    private Expression bracket(Expression left) {
        if (take("]")) {
            if (!peek().equals(";")) {
                throw wrong("any(...[]; ...) or all(...[]; ...) around what goes through items");
            }
            return new Expression.Item(left, Integer.MIN_VALUE);
        }
        boolean negative = take("-");
        Token token = at < tokens.size() ? tokens.get(at) : Token.END;
        at++;
        Expression part;
        if (token.kind == Kind.TEXT && !negative) {
            part = new Expression.Member(left, json(token.text).textValue());
        } else if (token.kind == Kind.NUMBER && token.text.matches("[0-9]{1,7}")) {
            int index = Integer.parseInt(token.text);
            part = new Expression.Item(left, negative ? -index : index);
        } else {
            at--;
            throw wrong("a whole number or a text");
        }
        expect("]");
        return part;
    }

    private boolean isName(int place) {
        return place < tokens.size()
                && (tokens.get(place).kind == Kind.WORD || tokens.get(place).kind == Kind.TEXT);
    }

    private String name() {
        Token token = tokens.get(at++);
        return token.kind == Kind.TEXT ? json(token.text).textValue() : token.text;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("there is a text that is not written as in JSON", e);
        }
    }

    private String peek() {
        return at < tokens.size() && tokens.get(at).kind != Kind.TEXT ? tokens.get(at).text : "";
    }

    private boolean take(String text) {
        boolean is = peek().equals(text);
        if (is) {
            at++;
        }
        return is;
    }

    private void expect(String text) {
        if (!take(text)) {
            throw wrong(text);
        }
    }

    private Token next(Kind kind) {
        if (at >= tokens.size() || tokens.get(at).kind != kind) {
            throw wrong("a number");
        }
        return tokens.get(at++);
    }

    private IllegalArgumentException wrong(String expected) {
        Token token = at < tokens.size() ? tokens.get(at) : Token.END;
        return new IllegalArgumentException(
                token == Token.END
                        ? "it ends where " + expected + " is missing"
                        : "at character " + (token.start + 1) + " there should be " + expected);
    }

    private enum Kind {
        TEXT,
        NUMBER,
        WORD,
        SIGN
    }

    private record Token(Kind kind, String text, int start) {

        static final Token END = new Token(Kind.SIGN, "", -1);

        static Token of(Matcher matcher) {
            for (Kind kind : Kind.values()) {
                String group = kind.name().toLowerCase(Locale.ROOT);
                @Nullable String text = matcher.group(group);
                if (text != null) {
                    return new Token(kind, text, matcher.start(group));
                }
            }
            throw new IllegalStateException("a token is of one kind");
        }
    }
}
