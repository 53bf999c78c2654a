/** What a run would do, shown before it does it, and applied as it was shown. */
@NullMarked
package io.concordat.ee.calendar.plan;

import org.jspecify.annotations.NullMarked;
