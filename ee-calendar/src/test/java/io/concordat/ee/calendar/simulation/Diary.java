package io.concordat.ee.calendar.simulation;

import io.concordat.ee.calendar.simulation.Sketch.Edit;
import java.time.LocalDate;
import java.util.List;

/** A calendar at its vendor, as its owner's own client shows and changes it. */
interface Diary {
  /** The new event's id. */
  String add(Sketch sketch);

  void edit(Face of, Edit edit);

  void editDay(Face of, LocalDate day, Edit edit);

  void cancelDay(Face of, LocalDate day);

  /** The series takes place so many times only. */
  void shorten(Face of, int weeks);

  void delete(String id);

  /** Somebody from outside is invited to it. */
  void invite(String id);

  /** Something that no client can use turns up. */
  void ghost();

  /** How many channels tell somebody of changes here. */
  long channels();

  List<Face> faces();
}
