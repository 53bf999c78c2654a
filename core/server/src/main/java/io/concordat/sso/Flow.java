package io.concordat.sso;

import java.time.Instant;
import java.util.UUID;

/**
 * A sign-in under way.
 *
 * @param browser what {@link Ticket#browser} of the browser that began must be
 * @param returnTo a path of ours
 */
record Flow(String browser, UUID profile, String redirectUri, String returnTo, Instant expiresAt) {}
