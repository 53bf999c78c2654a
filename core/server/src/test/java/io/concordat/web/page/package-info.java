/** Pages over HTTP, as a browser asks for them. */
@NullMarked
package io.concordat.web.page;

import org.jspecify.annotations.NullMarked;
