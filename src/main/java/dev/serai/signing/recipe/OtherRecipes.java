package dev.serai.signing.recipe;

import dev.serai.signing.algorithm.Algorithm;
import dev.serai.signing.algorithm.Encoding;
import dev.serai.signing.algorithm.Hash;
import dev.serai.signing.algorithm.KeyForm;
import dev.serai.signing.message.Place;
import dev.serai.signing.message.SignedMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recipes that differ from one in a single point, as somebody may have meant it. */
final class OtherRecipes {

    private static final int PREFIX_LENGTH_MAX = 16;

    private OtherRecipes() {}

    /** By the advice that leads to them. */
    static Map<String, Recipe> of(Recipe recipe, SignedMessage message) {
        Map<String, Recipe> others = new LinkedHashMap<>();
        addPrefixes(others, recipe, message);
        addEncodings(others, recipe);
        if (recipe.algorithm() instanceof Algorithm.Hmac hmac) {
            addHmacs(others, recipe, hmac);
        }
        addTemplates(others, recipe);
        return others;
    }

    private static void addPrefixes(
            Map<String, Recipe> others, Recipe recipe, SignedMessage message) {
        Location location = recipe.location();
        if (!(location.syntax() instanceof SignatureSyntax.Plain plain)
                || !(recipe.read(message) instanceof Reading.Claims claims)) {
            return;
        }
        if (!plain.prefix().isEmpty()) {
            others.put(
                    "The signature stands without the prefix " + plain.prefix() + ".",
                    recipe.at(location.written(new SignatureSyntax.Plain(""))));
        }
        String found = claims.claims().getFirst().found().getFirst();
        int equals = found.indexOf('=');
        if (equals > 0 && equals < PREFIX_LENGTH_MAX) {
            String prefix = found.substring(0, equals + 1);
            others.put(
                    "The signature stands with a prefix: set prefix to " + Shown.value(prefix),
                    recipe.at(location.written(new SignatureSyntax.Plain(prefix))));
        }
    }

    private static void addEncodings(Map<String, Recipe> others, Recipe recipe) {
        for (Encoding encoding : Encoding.values()) {
            if (encoding != recipe.location().encoding()) {
                others.put(
                        "The signature is written in " + encoding + ": set encoding.",
                        recipe.at(recipe.location().encodedIn(encoding)));
            }
        }
    }

    private static void addHmacs(Map<String, Recipe> others, Recipe recipe, Algorithm.Hmac hmac) {
        for (KeyForm form : KeyForm.values()) {
            others.put(
                    "The sender takes the secret for " + form + ": set key.",
                    recipe.by(new Algorithm.Hmac(hmac.hash(), form)));
        }
        for (Hash hash : Hash.values()) {
            others.put(
                    "The sender signs with " + hash + ": set algorithm.",
                    recipe.by(new Algorithm.Hmac(hash, hmac.form())));
        }
    }

    private static void addTemplates(Map<String, Recipe> others, Recipe recipe) {
        if (recipe.template().signsSecret()) {
            return;
        }
        boolean inBody = recipe.location().places().stream().anyMatch(Place::isInBody);
        for (String text : List.of("{body}", "{ts}.{body}", "{ts}:{body}", "{ts}{body}")) {
            if (!inBody && (recipe.timestamp() != null || !text.contains("{ts}"))) {
                others.put(
                        "The sender signs " + text + ": set signed.",
                        recipe.over(Template.of(text)));
            }
        }
    }
}
