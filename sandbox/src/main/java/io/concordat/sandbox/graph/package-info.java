/** Microsoft Graph v1.0 calendars: mailboxes, events, series, views, delta, batch, throttling. */
@NullMarked
package io.concordat.sandbox.graph;

import org.jspecify.annotations.NullMarked;
