/** Microsoft's sign-in: directories, apps, accounts, consent, codes and tokens. */
@NullMarked
package io.concordat.sandbox.entra;

import org.jspecify.annotations.NullMarked;
