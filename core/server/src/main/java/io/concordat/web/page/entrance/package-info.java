/** Pages for whoever is not signed in yet: sign-in and the first set-up. */
@NullMarked
package io.concordat.web.page.entrance;

import org.jspecify.annotations.NullMarked;
