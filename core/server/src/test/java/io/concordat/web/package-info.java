/** Tests of HTTP: a real server on a random port, a real database, the JDK's client. */
@NullMarked
package io.concordat.web;

import org.jspecify.annotations.NullMarked;
