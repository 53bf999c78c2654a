/** Event mappings: what both sides last agreed on, per entry and provider. */
@NullMarked
package io.concordat.ee.calendar.mapping;

import org.jspecify.annotations.NullMarked;
