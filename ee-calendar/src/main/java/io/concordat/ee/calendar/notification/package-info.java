/** Inbound webhooks: authenticate, mark dirty, answer. */
@NullMarked
package io.concordat.ee.calendar.notification;

import org.jspecify.annotations.NullMarked;
