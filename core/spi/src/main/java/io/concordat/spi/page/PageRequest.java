package io.concordat.spi.page;

import io.concordat.spi.http.Request;
import java.time.Instant;

/**
 * A request for a plugin's page.
 *
 * @param words in the visitor's language, the plugin's messages before core's
 */
public record PageRequest(Request request, Words words, Instant now) {}
