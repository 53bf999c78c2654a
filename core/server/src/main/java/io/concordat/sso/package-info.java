/** Sign-in with Microsoft: login domains and their proof, linked identities, the flow itself. */
@NullMarked
package io.concordat.sso;

import org.jspecify.annotations.NullMarked;
