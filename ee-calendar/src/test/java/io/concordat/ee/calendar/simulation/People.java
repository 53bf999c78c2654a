package io.concordat.ee.calendar.simulation;

import io.concordat.ee.calendar.simulation.Sketch.Edit;
import io.concordat.schedule.Series;
import io.concordat.spi.schedule.EntryContent;
import io.concordat.spi.schedule.Schedule.Command;
import io.concordat.spi.schedule.ScheduleEntry;
import io.concordat.spi.schedule.ScheduleEntryId;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;

/** What people do to their things, here and at the vendors. Each word and time is used once. */
final class People {
  private static final LocalDateTime FIRST = LocalDateTime.parse("2026-11-10T08:00");

  /** More would make a seed slow and no truer. */
  private static final int MOST = 5;

  private static final int WEEKS = 5;

  private final Random random;
  private final Cast cast;
  private final Memory memory;
  private final Deeds deeds;
  private final Backstage backstage;
  private int things;
  private int words;

  People(Random random, Cast cast, Memory memory, Deeds deeds, Backstage backstage) {
    this.backstage = backstage;
    this.random = random;
    this.cast = cast;
    this.memory = memory;
    this.deeds = deeds;
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private Sketch sketch(String tag) {
    boolean allDay = random.nextInt(6) == 0;
    return new Sketch(
        tag + ++things + " v" + ++words,
        allDay,
        allDay ? day().atStartOfDay() : wall(day()),
        random.nextInt(8) == 0,
        random.nextInt(3) == 0 ? Optional.of(WEEKS) : Optional.empty());
  }

  private LocalDate day() {
    return FIRST.toLocalDate().plusDays(random.nextInt(28));
  }

  /** No minute is used twice on one day. */
  private LocalDateTime wall(LocalDate day) {
    return day.atTime(8, 0).plusMinutes(++words % 600);
  }

  private Edit edit(Face of) {
    String thing = of.thing();
    return switch (random.nextInt(9)) {
      case 0, 1 -> new Edit.Notes("notes " + thing + " w" + ++words);
      case 2, 3 -> new Edit.Place("place " + thing + " w" + ++words);
      case 4, 5 -> new Edit.Start(start(of));
      case 6 -> random.nextInt(3) == 0 ? new Edit.Hide() : title(thing);
      default -> title(thing);
    };
  }

  private Edit title(String thing) {
    return new Edit.Title(thing + " v" + ++words);
  }

  /** A series stays on its days. */
  private LocalDateTime start(Face of) {
    LocalDate day = of.series() ? of.first() : day();
    return of.allDay() ? day.atStartOfDay() : wall(day);
  }

  private Edit dayEdit(Face of, LocalDate day) {
    return !of.allDay() && random.nextBoolean() ? new Edit.Start(wall(day)) : title(of.thing());
  }

  private LocalDate someDay(Face of) {
    return pick(List.copyOf(of.days().keySet()));
  }

  /** Somebody does something in their own calendar. */
  void there(Person who) {
    List<Face> faces = who.faces();
    if (faces.size() < 2 || (faces.size() < MOST && random.nextInt(3) == 0)) {
      addThere(who, sketch(who.tag));
    } else {
      there(who, pick(faces), random.nextInt(10));
    }
  }

  private void addThere(Person who, Sketch sketch) {
    String id = who.diary().add(sketch);
    deeds.known(id, Face.thing(sketch.title()));
    touched(who, id);
    memory.tell(who.email + " adds " + sketch);
    memory.made(cast.calendar(who), find(who, id).orElseThrow());
  }

  private Optional<Face> find(Person who, String id) {
    return who.faces().stream().filter(face -> face.id().equals(id)).findFirst();
  }

  /** Somebody comes in between our look at it and our write. */
  void between(Person who, String thing) {
    who.faces().stream()
        .filter(face -> face.thing().equals(thing))
        .findFirst()
        .ifPresent(face -> there(who, face, random.nextInt(12) == 0 ? 0 : 9));
  }

  private void there(Person who, Face face, int dice) {
    if (dice == 0) {
      deleteThere(who, face);
    } else if (face.series() && dice < 5) {
      dayThere(who, face, someDay(face));
    } else if (dice == 5 && !face.series()) {
      memory.tell(who.email + " invites somebody to " + face.thing());
      who.diary().invite(face.id());
    } else {
      Edit edit = edit(face);
      memory.tell(who.email + " edits " + face.thing() + " " + edit);
      who.diary().edit(face, edit);
      memorize(who, face);
    }
  }

  private void deleteThere(Person who, Face face) {
    memory.tell(who.email + " deletes " + face.thing());
    who.diary().delete(face.id());
    touched(who, face.id());
    memory.deleted(cast.calendar(who), face);
  }

  private void touched(Person who, String id) {
    backstage.edited(id, who.vendorsTime());
  }

  private void memorize(Person who, Face before) {
    touched(who, before.id());
    memory.edited(cast.calendar(who), before, find(who, before.id()).orElseThrow());
  }

  private void dayThere(Person who, Face face, LocalDate day) {
    int dice = random.nextInt(6);
    if (dice == 0 && day.isAfter(face.first())) {
      cutThere(who, face, day);
    } else if (dice < 3 && face.days().size() > 1) {
      memory.tell(who.email + " cancels " + face.thing() + " on " + day);
      who.diary().cancelDay(face, day);
      memorize(who, face);
    } else {
      Edit edit = dayEdit(face, day);
      memory.tell(who.email + " edits " + face.thing() + " on " + day + " " + edit);
      who.diary().editDay(face, day, edit);
      memorize(who, face);
    }
  }

  /** "This and all following": the series ends before, and another one begins. */
  private void cutThere(Person who, Face face, LocalDate day) {
    int weeks = (int) ChronoUnit.WEEKS.between(face.first(), day);
    memory.tell(who.email + " cuts " + face.thing() + " on " + day);
    who.diary().shorten(face, weeks);
    memorize(who, face);
    boolean allDay = face.allDay();
    addThere(
        who,
        new Sketch(
            who.tag + ++things + " v" + ++words,
            allDay,
            allDay ? day.atStartOfDay() : wall(day),
            face.hidden(),
            Optional.of(Math.max(2, WEEKS - weeks))));
  }

  /** A new word for something that is no series; false if there is none. */
  boolean retitle(Person who) {
    Optional<Face> one = who.faces().stream().filter(face -> !face.series()).findFirst();
    one.ifPresent(
        face -> {
          Edit edit = title(face.thing());
          memory.tell(who.email + " edits " + face.thing() + " " + edit);
          who.diary().edit(face, edit);
          memorize(who, face);
        });
    return one.isPresent();
  }

  /** Somebody does something in the schedule, about this person's things. */
  void here(Person whose) {
    List<ScheduleEntry> entries = whose.entries();
    if (entries.size() < 2 || (entries.size() < MOST && random.nextInt(3) == 0)) {
      addHere(whose, Here.content(sketch(whose.tag)));
    } else {
      here(whose, pick(entries), random.nextInt(12));
    }
  }

  private void addHere(Person whose, EntryContent content) {
    var colleagues =
        cast.people.stream()
            .filter(one -> one.tenant.equals(whose.tenant))
            .filter(one -> one.equals(whose) || random.nextInt(3) == 0)
            .toList();
    var id = new ScheduleEntryId(UUID.randomUUID());
    memory.tell("here " + content.title() + " for " + colleagues.size() + " " + content);
    cast.apply(whose.tenant, List.of(new Command.Create(id, content, cast.users(colleagues), "")));
    memory.made("", Here.face(id.toString(), content));
  }

  private void here(Person whose, ScheduleEntry entry, int dice) {
    Face face = Here.face(entry);
    if (dice == 0) {
      memory.tell("here deletes " + face.thing());
      cast.apply(whose.tenant, List.of(new Command.Delete(entry.id(), entry.version())));
      memory.deleted("", face);
    } else if (dice == 1) {
      assign(whose, entry);
    } else if (face.series() && dice < 7) {
      dayHere(whose, entry, face, someDay(face));
    } else {
      Edit edit = edit(face);
      memory.tell("here edits " + face.thing() + " " + edit);
      update(whose, entry, Here.edited(entry.content(), edit));
    }
  }

  private void update(Person whose, ScheduleEntry entry, EntryContent content) {
    cast.apply(whose.tenant, List.of(new Command.Update(entry.id(), entry.version(), content)));
    memory.edited("", Here.face(entry), Here.face(entry.id().toString(), content));
  }

  /** A colleague gets it too, or loses it. */
  private void assign(Person whose, ScheduleEntry entry) {
    Person other = pick(cast.people);
    if (!other.tenant.equals(whose.tenant)) {
      return;
    }
    var users = new HashSet<>(entry.assignees());
    Face face = Here.face(entry);
    if (users.add(other.user)) {
      memory.tell("here gives " + face.thing() + " to " + other.email);
      memory.given(cast.calendar(other), face);
    } else if (users.size() > 1) {
      users.remove(other.user);
      memory.tell("here takes " + face.thing() + " from " + other.email);
      memory.taken(cast.calendar(other), face);
    }
    cast.apply(whose.tenant, List.of(new Command.Assign(entry.id(), entry.version(), users)));
  }

  private void dayHere(Person whose, ScheduleEntry entry, Face face, LocalDate day) {
    int dice = random.nextInt(6);
    if (dice == 0 && day.isAfter(face.first())) {
      cutHere(whose, entry, day);
    } else if (dice < 3 && face.days().size() > 1) {
      memory.tell("here cancels " + face.thing() + " on " + day);
      update(whose, entry, Here.cancelledDay(entry.content(), day));
    } else {
      Edit edit = dayEdit(face, day);
      memory.tell("here edits " + face.thing() + " on " + day + " " + edit);
      update(whose, entry, Here.editedDay(entry.content(), day, edit));
    }
  }

  private void cutHere(Person whose, ScheduleEntry entry, LocalDate day) {
    if (!(Here.cut(entry.content(), day) instanceof Series.Cut.Parts(var head, var tail))) {
      return;
    }
    Face face = Here.face(entry);
    if (new TreeSet<>(Here.face("", head).days().keySet()).isEmpty()) {
      return;
    }
    memory.tell("here cuts " + face.thing() + " on " + day);
    Edit renamed = title(whose.tag + ++things);
    EntryContent rest = Here.edited(tail, renamed);
    var id = new ScheduleEntryId(UUID.randomUUID());
    var commands = new ArrayList<Command>();
    commands.add(new Command.Update(entry.id(), entry.version(), head));
    commands.add(new Command.Create(id, rest, entry.assignees(), ""));
    cast.apply(whose.tenant, commands);
    memory.edited("", face, Here.face(entry.id().toString(), head));
    memory.made("", Here.face(id.toString(), rest));
  }
}
