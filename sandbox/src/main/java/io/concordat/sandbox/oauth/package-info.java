/** Google's sign-in: clients, accounts, consent page, tokens, scopes. */
@NullMarked
package io.concordat.sandbox.oauth;

import org.jspecify.annotations.NullMarked;
