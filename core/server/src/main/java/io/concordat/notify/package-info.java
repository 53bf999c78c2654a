/** What waits for people, kept until it is settled. */
@NullMarked
package io.concordat.notify;

import org.jspecify.annotations.NullMarked;
