/** Tests of meters. */
@NullMarked
package io.concordat.meter;

import org.jspecify.annotations.NullMarked;
