/** Schedule entries over REST. */
@NullMarked
package io.concordat.web.entry;

import org.jspecify.annotations.NullMarked;
