/** Pages of the tenant's settings: providers, people, audit log. */
@NullMarked
package io.concordat.web.page.settings;

import org.jspecify.annotations.NullMarked;
