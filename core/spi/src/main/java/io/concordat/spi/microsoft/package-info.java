/** The tenant's own Microsoft apps, and who is served by which. */
@NullMarked
package io.concordat.spi.microsoft;

import org.jspecify.annotations.NullMarked;
