/** The port to a vendor's calendar: items, parts, sealed outcomes, one fault; no vendor type. */
@NullMarked
package io.concordat.ee.calendar.remote;

import org.jspecify.annotations.NullMarked;
