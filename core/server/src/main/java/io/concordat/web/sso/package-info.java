/** Sign-in with Microsoft over HTTP: discovery, the way there and back, login domains, links. */
@NullMarked
package io.concordat.web.sso;

import org.jspecify.annotations.NullMarked;
