/** Whose data it is: typed ids, the tenant in scope, transactions inside it. */
@NullMarked
package io.concordat.spi.tenant;

import org.jspecify.annotations.NullMarked;
