/** Profile pages over HTTP. */
@NullMarked
package io.concordat.web.page.profile;

import org.jspecify.annotations.NullMarked;
