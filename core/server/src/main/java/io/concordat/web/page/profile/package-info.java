/** Pages of one's own account. */
@NullMarked
package io.concordat.web.page.profile;

import org.jspecify.annotations.NullMarked;
