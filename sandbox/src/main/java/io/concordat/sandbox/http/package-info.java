/** Plain HTTP under a twin: server, requests, replies, Google's error bodies, the request log. */
@NullMarked
package io.concordat.sandbox.http;

import org.jspecify.annotations.NullMarked;
