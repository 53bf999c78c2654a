/** Product, twin and PostgreSQL as processes of their own, which can be killed. */
@NullMarked
package io.concordat.dist.process;

import org.jspecify.annotations.NullMarked;
