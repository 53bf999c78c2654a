/** The calendar's settings and profile pages: read here, changed through the API only. */
@NullMarked
package io.concordat.ee.calendar.page;

import org.jspecify.annotations.NullMarked;
