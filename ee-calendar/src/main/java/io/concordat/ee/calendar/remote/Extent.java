package io.concordat.ee.calendar.remote;

/** For whom a vendor that was asked too fast wants quiet. */
public enum Extent {
  /** Everything of one person at this app, whichever calendar it is. */
  MAILBOX,
  /** The whole app. */
  APP
}
