/** What a vendor would have mailed to people. */
@NullMarked
package io.concordat.sandbox.mail;

import org.jspecify.annotations.NullMarked;
