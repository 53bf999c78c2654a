package io.concordat.web.page;

import io.concordat.identity.UserDirectory;
import io.concordat.spi.identity.Caller;
import io.concordat.spi.page.Words;
import java.time.Instant;

/**
 * Whom a page is made for.
 *
 * @param user the caller's own line in the directory
 * @param unread notices that wait for them and were not read
 */
public record Visitor(
    Caller caller, UserDirectory.Line user, int unread, Words words, Instant now) {}
