/** Room. */
@NullMarked
package io.concordat.sandbox;

import org.jspecify.annotations.NullMarked;
