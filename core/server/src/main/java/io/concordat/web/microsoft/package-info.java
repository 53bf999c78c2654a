/** Microsoft profiles and bindings over HTTP. */
@NullMarked
package io.concordat.web.microsoft;

import org.jspecify.annotations.NullMarked;
