/** Room. */
@NullMarked
package io.concordat.ee.teams;

import org.jspecify.annotations.NullMarked;
