/** HTTP: the shell, who may come in, plugin routes, problem bodies, and core's small routes. */
@NullMarked
package io.concordat.web;

import org.jspecify.annotations.NullMarked;
