/** Tests of Microsoft profiles. */
@NullMarked
package io.concordat.microsoft;

import org.jspecify.annotations.NullMarked;
