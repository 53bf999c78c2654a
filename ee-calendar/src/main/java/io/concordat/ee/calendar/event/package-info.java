/** Pure: fields, normal form, series, zones, import rule and JSON of an entry's content. */
@NullMarked
package io.concordat.ee.calendar.event;

import org.jspecify.annotations.NullMarked;
