package io.concordat.sso;

import com.nimbusds.jose.jwk.RSAKey;
import java.util.Optional;

/**
 * A key that Microsoft signs with.
 *
 * @param issuer whose tokens it is for, when that is said
 */
record PublishedKey(RSAKey key, Optional<String> issuer) {}
