package io.concordat.microsoft;

import io.concordat.spi.microsoft.MicrosoftProfiles.Reason;

/** What became of binding a consumer to a profile. */
public sealed interface Bound {
  record Done(Binding binding) implements Bound {}

  /** No profile of this tenant has the id. */
  record UnknownProfile() implements Bound {}

  record Unfit(Reason reason) implements Bound {}
}
