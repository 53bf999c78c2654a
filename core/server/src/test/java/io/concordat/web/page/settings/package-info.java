/** Settings pages over HTTP: who sees them, what each edition says, and that nothing slips in. */
@NullMarked
package io.concordat.web.page.settings;

import org.jspecify.annotations.NullMarked;
