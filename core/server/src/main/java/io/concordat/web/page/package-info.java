/** Server-rendered pages: shell, navigation by edition and permission, words, static files. */
@NullMarked
package io.concordat.web.page;

import org.jspecify.annotations.NullMarked;
