package io.concordat.web.page;

import io.concordat.identity.UserDirectory;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.page.Words;
import java.time.Instant;

/**
 * Whom a page is made for.
 *
 * @param user the caller's own line in the directory
 */
public record Visitor(Caller caller, UserDirectory.Line user, Words words, Instant now) {}
