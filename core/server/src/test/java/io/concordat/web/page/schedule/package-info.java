/** Tests of the schedule's page. */
@NullMarked
package io.concordat.web.page.schedule;

import org.jspecify.annotations.NullMarked;
