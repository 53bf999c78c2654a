package io.concordat.dist.scene;

import io.concordat.dist.calendar.GoogleCalendar;
import io.concordat.dist.calendar.OutlookCalendar;
import io.concordat.dist.calendar.Provider;
import io.concordat.dist.calendar.Technician;
import io.concordat.dist.calendar.TwinControl;
import io.concordat.dist.calendar.VendorCalendar;
import io.concordat.dist.http.Surprise;
import io.concordat.dist.oracle.Comparison;
import io.concordat.dist.oracle.Oracle;

/** A technician, the same person's account at the vendor, and what connects the two. */
public record Person(
    Technician technician,
    TwinControl.Account account,
    TwinControl twin,
    VendorCalendar calendar,
    Provider provider) {

  /** For proofs that know one vendor only. */
  public GoogleCalendar google() {
    return switch (calendar) {
      case GoogleCalendar google -> google;
      case OutlookCalendar other -> throw new Surprise(name() + " is not at Google");
    };
  }

  /** Through the vendor's pages. */
  public void connect() {
    provider.connect(twin.pages(), account.email());
  }

  public String name() {
    return technician.name();
  }

  public Comparison compare(Oracle oracle) {
    Provider.Refusals refusals = provider.refusals();
    return oracle.compare(
        technician.rest(), technician.userId(), calendar, refusals.entries(), refusals.events());
  }
}
