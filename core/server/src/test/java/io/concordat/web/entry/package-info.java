/** Tests of schedule entries over HTTP. */
@NullMarked
package io.concordat.web.entry;

import org.jspecify.annotations.NullMarked;
