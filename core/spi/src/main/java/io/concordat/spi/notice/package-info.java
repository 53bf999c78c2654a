/** What waits for people, told to them inside the application. */
@NullMarked
package io.concordat.spi.notice;

import org.jspecify.annotations.NullMarked;
