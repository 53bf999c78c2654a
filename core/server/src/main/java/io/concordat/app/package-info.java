/** Main, composition root and administration: everything is put together here and nowhere else. */
@NullMarked
package io.concordat.app;

import org.jspecify.annotations.NullMarked;
