package io.concordat.sandbox.fault;

import io.concordat.sandbox.http.Reply;
import io.concordat.sandbox.http.Request;

/** How a vendor words what goes wrong. */
public interface Words {
  /** An error answer to this request. */
  Reply status(Request request, Fault.Effect.Status status);

  /** A listing that ends in the middle. */
  String halfOfAPage();

  /** A listing with one more row, which no client can use. */
  Reply withRow(Reply listing, String shape);
}
