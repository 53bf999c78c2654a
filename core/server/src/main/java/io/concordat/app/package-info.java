/** Room. */
@NullMarked
package io.concordat.app;

import org.jspecify.annotations.NullMarked;
