/** The vendor's request windows. */
@NullMarked
package io.concordat.sandbox.quota;

import org.jspecify.annotations.NullMarked;
