/** What a tenant wants of the sync of all its calendars. */
@NullMarked
package io.concordat.ee.calendar.policy;

import org.jspecify.annotations.NullMarked;
