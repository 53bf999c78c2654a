/** The routing table of inbound webhooks. */
@NullMarked
package io.concordat.channel;

import org.jspecify.annotations.NullMarked;
