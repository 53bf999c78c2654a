/** Typed settings out of the environment and concordat.yml, and the sentences that stop a start. */
@NullMarked
package io.concordat.app.settings;

import org.jspecify.annotations.NullMarked;
