package io.concordat.sso;

import java.util.Optional;
import java.util.UUID;

/**
 * Who signed in at Microsoft, after everything about the token was checked.
 *
 * @param email what the directory calls the address; nobody but the directory says so
 * @param proven whether Microsoft says that the directory owns the address's domain
 */
record Person(UUID directoryId, UUID objectId, Optional<String> email, boolean proven) {}
