package dev.serai.signing;

import java.util.Base64;
import java.util.HexFormat;

/** How a signature's bytes are written. */
enum Encoding {
    HEX {
        @Override
        byte[] decode(String text) {
            try {
                return HexFormat.of().parseHex(text);
            } catch (IllegalArgumentException e) {
                return NOTHING;
            }
        }

        @Override
        String encode(byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
    },
    BASE64 {
        @Override
        byte[] decode(String text) {
            try {
                return Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                return NOTHING;
            }
        }

        @Override
        String encode(byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
    };

    private static final byte[] NOTHING = {};

    /**
     * Reads its name as configurations write it: {@code hex}.
     *
     * @throws IllegalArgumentException if it is none that is known
     */
    static Encoding of(String name) {
        return switch (name) {
            case "hex" -> HEX;
            case "base64" -> BASE64;
            default ->
                    throw new IllegalArgumentException("an encoding is hex or base64, not " + name);
        };
    }

    /** The bytes; none when the text is not of this encoding, so that it equals no signature. */
    abstract byte[] decode(String text);

    abstract String encode(byte[] bytes);
}
