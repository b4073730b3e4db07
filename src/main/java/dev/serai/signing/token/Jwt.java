package dev.serai.signing.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.serai.signing.Scheme;
import dev.serai.signing.Secret;
import dev.serai.signing.Verifier;
import dev.serai.signing.algorithm.Encoding;
import dev.serai.signing.algorithm.Hash;
import dev.serai.signing.algorithm.PrivateKeys;
import dev.serai.signing.message.DraftMessage;
import dev.serai.signing.message.Place;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * A JSON Web Token (RFC 7519) that comes with every message.
 *
 * @param token where it stands
 * @param prefix what stands before it
 * @param algorithm the only one that is taken
 * @param keys what it is checked with
 * @param claims what it must say
 */
public record Jwt(Place token, String prefix, JWSAlgorithm algorithm, JwtKeys keys, Claims claims)
        implements Scheme {

    /**
     * What a token must say.
     *
     * @param issuers any of them; empty for anybody
     * @param audience empty for any
     * @param others further claims and their values as text
     * @param bodyHash the claim with the body's SHA-256 in hexadecimal digits; empty if the body is
     *     not covered
     * @param tolerance how old one without an expiry may be, and how far clocks may be apart
     */
    public record Claims(
            List<String> issuers,
            String audience,
            Map<String, String> others,
            String bodyHash,
            Duration tolerance) {}

    @Override
    public boolean signsUrl() {
        return false;
    }

    @Override
    public Verifier with(List<Secret> secrets) {
        return new JwtVerifier(
                this, secrets.isEmpty() ? List.of() : List.copyOf(secrets), keys.with(secrets));
    }

    @Override
    public DraftMessage sign(DraftMessage message, Secret key, Instant now) {
        JWTClaimsSet.Builder said = new JWTClaimsSet.Builder().issueTime(Date.from(now));
        if (!claims.issuers.isEmpty()) {
            said.issuer(claims.issuers.getFirst());
        }
        if (!claims.audience.isEmpty()) {
            said.audience(claims.audience);
        }
        claims.others.forEach(
                (name, value) -> said.claim(name, value.equals("true") ? (Object) true : value));
        if (!claims.bodyHash.isEmpty()) {
            said.claim(
                    claims.bodyHash,
                    Encoding.HEX.encode(Hash.SHA256.digest().digest(message.body())));
        }
        try {
            JWSHeader header = new JWSHeader.Builder(algorithm).keyID(keys.idOfSamples()).build();
            SignedJWT jwt = new SignedJWT(header, said.build());
            jwt.sign(signer(key));
            return token.write(message, prefix + jwt.serialize());
        } catch (JOSEException | GeneralSecurityException | IllegalArgumentException e) {
            // What was wrong with it quotes from it.
            throw new IllegalArgumentException(
                    "signing takes a private key, PKCS #8 in base64, or a secret of 32 bytes and"
                            + " more, for "
                            + algorithm);
        }
    }

    private JWSSigner signer(Secret key) throws JOSEException, GeneralSecurityException {
        if (JWSAlgorithm.Family.HMAC_SHA.contains(algorithm)) {
            return new MACSigner(key.utf8());
        }
        return JWSAlgorithm.Family.EC.contains(algorithm)
                ? new ECDSASigner((ECPrivateKey) PrivateKeys.read("EC", key.reveal()))
                : new RSASSASigner(PrivateKeys.read("RSA", key.reveal()));
    }
}
