/** The port of the Microsoft Teams integration. */
@NullMarked
package io.concordat.spi.teams;

import org.jspecify.annotations.NullMarked;
