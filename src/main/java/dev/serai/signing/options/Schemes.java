package dev.serai.signing.options;

import dev.serai.signing.Scheme;
import dev.serai.signing.algorithm.Algorithm;
import dev.serai.signing.algorithm.Algorithm.PublicKeySignature;
import dev.serai.signing.algorithm.Algorithm.PublicKeySignature.Kind;
import dev.serai.signing.algorithm.Encoding;
import dev.serai.signing.algorithm.Hash;
import dev.serai.signing.algorithm.KeyForm;
import dev.serai.signing.algorithm.PublicKeyForm;
import dev.serai.signing.keys.KeySources;
import dev.serai.signing.message.JsonPlace;
import dev.serai.signing.message.Place;
import dev.serai.signing.provider.Adyen;
import dev.serai.signing.provider.AwsSns;
import dev.serai.signing.provider.Contentful;
import dev.serai.signing.provider.PayPal;
import dev.serai.signing.provider.Twilio;
import dev.serai.signing.recipe.Location;
import dev.serai.signing.recipe.Recipe;
import dev.serai.signing.recipe.Template;
import dev.serai.signing.recipe.TimestampRule;
import dev.serai.signing.token.Token;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads schemes from options, a name and a text each; an option that is empty is as good as absent.
 *
 * <ul>
 *   <li>{@code scheme}: hmac (default), hash, token, ed25519, ecdsa, rsa; and by the provider's
 *       name, with all that is below settled, {@code twilio}, {@code adyen} (its payments; its
 *       platform is an hmac) and {@code contentful} (but for its tolerance, 30s)
 *   <li>{@code algorithm} (sha256, sha1, sha512); {@code key}, the form of the secret: utf8, hex,
 *       whsec (base64); of a public key: spki, hex-ed25519, whpk
 *   <li>{@code signature}: the {@link Place}s it stands at, with commas; {@code prefix}, {@code
 *       pair} or {@code tag} and {@code separator}: how it is written there; {@code encoding} (hex,
 *       base64)
 *   <li>{@code signed} ({@code {body}}): a {@link Template}
 *   <li>{@code timestamp}: a place, or {@code pair:KEY} beside the signature; {@code timestampUnit}
 *       (s, ms, iso); {@code tolerance} (5m)
 *   <li>{@code transform} of a token: identity, sha256, basic, bearer
 *   <li>of a jwt: {@code algorithm} (ES256, RS256, HS256, ...), {@code keys} (the URL of a key set,
 *       {@code plaid} or {@code plaid-sandbox}, where the secret is {@code client_id:secret}; or
 *       nothing: the secret is a key set, or the secret), {@code issuer} (any of several, with
 *       commas), {@code audience}, {@code claims} ({@code name=value}, with commas), {@code
 *       bodyHashClaim}
 * </ul>
 */
public final class Schemes {

    /** The names of all options. */
    public static final Set<String> OPTIONS =
            Set.of(
                    "scheme",
                    "algorithm",
                    "key",
                    "signature",
                    "prefix",
                    "pair",
                    "tag",
                    "separator",
                    "encoding",
                    "signed",
                    "timestamp",
                    "timestampUnit",
                    "tolerance",
                    "transform",
                    "keys",
                    "issuer",
                    "audience",
                    "claims",
                    "bodyHashClaim");

    private Schemes() {}

    /**
     * Reads a scheme when nothing can be fetched.
     *
     * @throws IllegalArgumentException if an option is wrong, or is not one of the scheme
     */
    public static Scheme read(Map<String, String> given) {
        return read(given, KeySources.none());
    }

    /**
     * Reads a scheme.
     *
     * @param keys where keys come from that no configuration holds
     * @throws IllegalArgumentException if an option is wrong, or is not one of the scheme
     */
    public static Scheme read(Map<String, String> given, KeySources keys) {
        SchemeOptions options = new SchemeOptions(given);
        String name = options.text("scheme", "hmac");
        Scheme scheme =
                switch (name) {
                    case "hmac" ->
                            recipe(
                                    new Algorithm.Hmac(
                                            hash(options), KeyForm.of(options.text("key", "utf8"))),
                                    options,
                                    "hex");
                    case "hash" -> recipe(new Algorithm.PlainHash(hash(options)), options, "hex");
                    case "ed25519" -> recipe(publicKey(Kind.ED25519, options), options, "hex");
                    case "ecdsa" -> recipe(publicKey(Kind.ECDSA, options), options, "base64");
                    case "rsa" -> recipe(publicKey(Kind.RSA, options), options, "base64");
                    case "token" -> token(options);
                    case "jwt" -> JwtOptions.read(options, keys.documents());
                    case "aws-sns" ->
                            AwsSns.at(
                                    keys.documents(),
                                    options.has("tolerance")
                                            ? options.duration("tolerance", "")
                                            : null);
                    case "paypal" -> PayPal.at(keys, options.duration("tolerance", "4d"));
                    case "twilio" -> new Twilio();
                    case "adyen" -> new Adyen();
                    case "contentful" -> Contentful.within(options.duration("tolerance", "30s"));
                    default ->
                            throw new IllegalArgumentException(
                                    "a scheme is hmac, hash, token, ed25519, ecdsa, rsa, jwt, twilio,"
                                            + " adyen, contentful, aws-sns or paypal, not "
                                            + name);
                };
        options.checkNoneIsLeft(name);
        return scheme;
    }

    private static Hash hash(SchemeOptions options) {
        return Hash.of(options.text("algorithm", "sha256"));
    }

    private static PublicKeySignature publicKey(Kind kind, SchemeOptions options) {
        Hash hash = kind == Kind.ED25519 ? Hash.SHA512 : hash(options);
        PublicKeyForm form = PublicKeyForm.of(options.text("key", "spki"));
        if (kind != Kind.ED25519 && form != PublicKeyForm.SPKI) {
            throw new IllegalArgumentException("hex-ed25519 and whpk are keys of ed25519");
        }
        return new PublicKeySignature(kind, hash, form);
    }

    private static Recipe recipe(Algorithm algorithm, SchemeOptions options, String encoding) {
        Location location =
                new Location(
                        options.signature(),
                        options.syntax(),
                        Encoding.of(options.text("encoding", encoding)));
        Template template = Template.of(options.text("signed", "{body}"));
        return new Recipe(algorithm, location, template, timestamp(options, location));
    }

    private static @Nullable TimestampRule timestamp(SchemeOptions options, Location location) {
        String where = options.text("timestamp", "");
        if (where.isEmpty()) {
            // Left over, a unit or a tolerance is told to be of no use.
            return null;
        }
        boolean pair = where.startsWith("pair:");
        return new TimestampRule(
                pair ? location.places().getFirst() : single(Place.of(where)),
                pair ? where.substring("pair:".length()) : "",
                TimestampRule.Unit.of(options.text("timestampUnit", "s")),
                options.duration("tolerance", "5m"));
    }

    private static Place single(Place place) {
        if (place instanceof Place.Header || place instanceof JsonPlace.Member) {
            return place;
        }
        throw new IllegalArgumentException(
                "timestamp is header:NAME, pair:KEY or json:/pointer, not " + place.written());
    }

    private static Token token(SchemeOptions options) {
        return new Token(
                options.signature(),
                Token.Transform.of(options.text("transform", "identity")),
                options.text("prefix", ""));
    }
}
