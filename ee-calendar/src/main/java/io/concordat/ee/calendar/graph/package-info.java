/** Microsoft Graph behind the port: values both ways, tokens, and the calendar's HTTP. */
@NullMarked
package io.concordat.ee.calendar.graph;

import org.jspecify.annotations.NullMarked;
