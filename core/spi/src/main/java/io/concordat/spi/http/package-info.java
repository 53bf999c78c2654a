/** Routes a plugin serves through core's dispatcher: requests and sealed replies. */
@NullMarked
package io.concordat.spi.http;

import org.jspecify.annotations.NullMarked;
