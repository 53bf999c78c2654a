/** Users, roles, permissions and API tokens. */
@NullMarked
package io.concordat.identity;

import org.jspecify.annotations.NullMarked;
