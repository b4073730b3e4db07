package dev.serai.signing.algorithm;

import java.util.Base64;
import java.util.HexFormat;

/** How a signature's bytes are written. */
public enum Encoding {
    HEX {
        @Override
        public byte[] decode(String text) {
            try {
                return HexFormat.of().parseHex(text);
            } catch (IllegalArgumentException e) {
                return NOTHING;
            }
        }

        @Override
        public String encode(byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
    },
    BASE64 {
        @Override
        public byte[] decode(String text) {
            try {
                return Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                return NOTHING;
            }
        }

        @Override
        public String encode(byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
    };

    private static final byte[] NOTHING = {};

    /**
     * Reads its name as configurations write it: {@code hex}.
     *
     * @throws IllegalArgumentException if it is none that is known
     */
    public static Encoding of(String name) {
        return switch (name) {
            case "hex" -> HEX;
            case "base64" -> BASE64;
            default ->
                    throw new IllegalArgumentException("an encoding is hex or base64, not " + name);
        };
    }

    /** The bytes; none when the text is not of this encoding, so that it equals no signature. */
    public abstract byte[] decode(String text);

    public abstract String encode(byte[] bytes);
}
