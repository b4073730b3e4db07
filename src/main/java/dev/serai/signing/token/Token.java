package dev.serai.signing.token;

import dev.serai.signing.Scheme;
import dev.serai.signing.Secret;
import dev.serai.signing.Verifier;
import dev.serai.signing.algorithm.Encoding;
import dev.serai.signing.algorithm.Hash;
import dev.serai.signing.message.DraftMessage;
import dev.serai.signing.message.Given;
import dev.serai.signing.message.Place;
import dev.serai.signing.message.SignedMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A shared token that comes with every message. It proves who sent it, and nothing of what it says.
 */
public final class Token implements Scheme {

    private final List<Place> places;
    private final Transform transform;
    private final String prefix;

    public Token(List<Place> places, Transform transform, String prefix) {
        this.places = List.copyOf(places);
        this.transform = transform;
        this.prefix = prefix;
    }

    /** What of the secret is sent. */
    public enum Transform {
        /** The secret. */
        IDENTITY {
            @Override
            byte[] given(String value) {
                return value.getBytes(StandardCharsets.ISO_8859_1);
            }
        },
        /** After {@code Bearer}, as in an Authorization header. */
        BEARER {
            @Override
            byte[] given(String value) {
                return after("Bearer ", value).getBytes(StandardCharsets.ISO_8859_1);
            }
        },
        /** HTTP's basic authentication; the secret is {@code user:password}. */
        BASIC {
            @Override
            byte[] given(String value) {
                return Encoding.BASE64.decode(after("Basic ", value).strip());
            }
        },
        /** Its SHA-256 in hexadecimal digits. */
        SHA256 {
            @Override
            byte[] given(String value) {
                return Encoding.HEX.decode(value);
            }

            @Override
            byte[] expected(Secret secret) {
                return Hash.SHA256.digest().digest(secret.utf8());
            }
        };

        /**
         * Reads its name as configurations write it.
         *
         * @throws IllegalArgumentException if it is none that is known
         */
        public static Transform of(String name) {
            return switch (name) {
                case "identity" -> IDENTITY;
                case "bearer" -> BEARER;
                case "basic" -> BASIC;
                case "sha256" -> SHA256;
                default ->
                        throw new IllegalArgumentException(
                                "a transform is identity, sha256, basic or bearer, not " + name);
            };
        }

        /** Its name as configurations write it. */
        String written() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The bytes that a value stands for; none if it is not of this form. */
        abstract byte[] given(String value);

        byte[] expected(Secret secret) {
            return secret.utf8();
        }

        /** What is sent of a secret. */
        String write(Secret secret) {
            return switch (this) {
                case IDENTITY -> secret.reveal();
                case BEARER -> "Bearer " + secret.reveal();
                case BASIC -> "Basic " + Encoding.BASE64.encode(secret.utf8());
                case SHA256 -> Encoding.HEX.encode(expected(secret));
            };
        }

        private static String after(String word, String value) {
            return value.regionMatches(true, 0, word, 0, word.length())
                    ? value.substring(word.length())
                    : "";
        }
    }

    @Override
    public boolean signsUrl() {
        return false;
    }

    @Override
    public Verifier with(List<Secret> secrets) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("there is no secret");
        }
        if (transform == Transform.BASIC
                && !secrets.stream().allMatch(secret -> secret.reveal().contains(":"))) {
            throw new IllegalArgumentException("the secret of basic is written user:password");
        }
        return new TokenVerifier(
                this, List.copyOf(secrets), secrets.stream().map(transform::expected).toList());
    }

    @Override
    public DraftMessage sign(DraftMessage message, Secret key, Instant now) {
        return places.getFirst().write(message, prefix + transform.write(key));
    }

    List<Place> places() {
        return places;
    }

    Transform transform() {
        return transform;
    }

    String prefix() {
        return prefix;
    }

    Given given(SignedMessage message) {
        return Given.of(
                message,
                places.stream().anyMatch(Place::isJson),
                places.stream().anyMatch(Place.Field.class::isInstance));
    }

    /** The bytes that a value stands for; none if it is not of this form. */
    byte[] given(String value) {
        return value.startsWith(prefix)
                ? transform.given(value.substring(prefix.length()))
                : new byte[0];
    }
}
