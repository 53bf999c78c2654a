/** The Microsoft Teams plugin: so far its consumer, and a plain word on what is not there yet. */
@NullMarked
package io.concordat.ee.teams;

import org.jspecify.annotations.NullMarked;
