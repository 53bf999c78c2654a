/** OAuth with Google: consent, code exchange, and one refresh at a time across nodes. */
@NullMarked
package io.concordat.ee.calendar.connect;

import org.jspecify.annotations.NullMarked;
