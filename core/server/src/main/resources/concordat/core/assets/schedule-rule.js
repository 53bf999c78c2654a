// The rule of a series, between an RRULE and what people choose. What the choices cannot say stays
// as it is, in a field of its own.
(() => {
  'use strict';
  const { schedule, text } = window.concordat;
  const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
  const SIMPLE = {
    DAILY: [], WEEKLY: ['BYDAY'], MONTHLY: ['BYDAY', 'BYMONTHDAY'], YEARLY: ['BYMONTH', 'BYMONTHDAY'],
  };
  const at = (id) => document.getElementById('schedule-' + id);
  let kept = { further: false };

  function parts(rrule) {
    return Object.fromEntries(rrule.split(';').filter(Boolean).map((part) => {
      const cut = part.indexOf('=');
      return [part.slice(0, cut).toUpperCase(), part.slice(cut + 1).toUpperCase()];
    }));
  }

  function weekday(date) {
    return DAYS[(new Date(date.slice(0, 10) + 'T12:00:00Z').getUTCDay() + 6) % 7];
  }

  /** Which weekday of its month it is, as in 2MO, and -1MO if it is the last. */
  function ordinals(date) {
    const day = Number(date.slice(8, 10));
    const days = new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).getUTCDate();
    const all = [Math.ceil(day / 7) + weekday(date)];
    return day + 7 > days ? [...all, '-1' + weekday(date)] : all;
  }

  /** Whether the choices of the dialog can say this rule for a series that starts then. */
  function simple(rule, start) {
    const allowed = SIMPLE[rule.FREQ];
    if (!allowed || (rule.COUNT && rule.UNTIL)) {
      return false;
    }
    const known = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', ...allowed]);
    if (Object.keys(rule).some((key) => !known.has(key))) {
      return false;
    }
    const day = String(Number(start.slice(8, 10)));
    const month = String(Number(start.slice(5, 7)));
    switch (rule.FREQ) {
      case 'WEEKLY':
        return !rule.BYDAY || rule.BYDAY.split(',').every((one) => DAYS.includes(one));
      case 'MONTHLY':
        return (!rule.BYDAY || (!rule.BYMONTHDAY && ordinals(start).includes(rule.BYDAY.replace('+', ''))))
          && (!rule.BYMONTHDAY || rule.BYMONTHDAY === day);
      case 'YEARLY':
        return (!rule.BYMONTH || rule.BYMONTH === month) && (!rule.BYMONTHDAY || rule.BYMONTHDAY === day);
      default:
        return true;
    }
  }

  function until(value, zone) {
    const date = `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6, 8)}`;
    if (value.length <= 8 || !value.endsWith('Z')) {
      return date;
    }
    const time = `${value.slice(9, 11)}:${value.slice(11, 13)}:${value.slice(13, 15)}Z`;
    return schedule.wall(new Date(`${date}T${time}`), zone || 'UTC').slice(0, 10);
  }

  /** The last day as the rule wants it: a date for all-day series, else an instant. */
  function untilOf(date, zone, allDay) {
    if (allDay) {
      return date.replaceAll('-', '');
    }
    return schedule.instant(date + 'T23:59:59', zone).toISOString().slice(0, 19).replace(/[-:]/g, '') + 'Z';
  }

  /** Puts a series into the dialog; null when it does not repeat. */
  function show(recurrence, start, zone) {
    const rule = recurrence && recurrence.rrule ? parts(recurrence.rrule) : {};
    const further = Boolean(recurrence && (recurrence.further || (recurrence.rdates || []).length || !recurrence.rrule));
    kept = { further, recurrence };
    const custom = Boolean(recurrence) && (further || !simple(rule, start));
    at('repeat').value = !recurrence ? 'none' : custom ? 'custom' : rule.FREQ;
    at('rrule').value = (recurrence && recurrence.rrule) || '';
    at('rrule').readOnly = further;
    at('interval').value = rule.INTERVAL || '1';
    const days = rule.FREQ === 'WEEKLY' && rule.BYDAY ? rule.BYDAY.split(',') : [weekday(start)];
    DAYS.forEach((day) => { at('day-' + day).checked = days.includes(day); });
    at('ends').value = rule.COUNT ? 'after' : rule.UNTIL ? 'on' : 'never';
    at('count').value = rule.COUNT || '10';
    at('until').value = rule.UNTIL ? until(rule.UNTIL, zone) : schedule.shift(start.slice(0, 10), 90 * schedule.DAY);
    monthly(start, rule.BYDAY);
    at('monthly').value = rule.FREQ === 'MONTHLY' && rule.BYDAY ? rule.BYDAY.replace('+', '') : 'day';
    toggle();
  }

  /** The ways in which a day comes back each month. */
  function monthly(start, chosen) {
    const select = at('monthly');
    const value = chosen || select.value;
    const name = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: 'long', timeZone: 'UTC' })
      .format(new Date(start.slice(0, 10) + 'T12:00:00Z'));
    const options = [['day', text('js.schedule.monthly.day', undefined, Number(start.slice(8, 10)))]];
    ordinals(start).forEach((one) => {
      const nth = one.startsWith('-1') ? 'last' : one[0];
      options.push([one, text('js.schedule.monthly.' + nth, undefined, name)]);
    });
    select.replaceChildren(...options.map(([key, label]) => new Option(label, key)));
    select.value = options.some(([key]) => key === value) ? value : 'day';
  }

  function toggle() {
    const freq = at('repeat').value;
    const simpleOne = !['none', 'custom'].includes(freq);
    at('rule-custom').hidden = freq !== 'custom';
    at('rule-simple').hidden = !simpleOne;
    at('rule-days').hidden = freq !== 'WEEKLY';
    at('rule-monthly').hidden = freq !== 'MONTHLY';
    at('until').parentElement.hidden = at('ends').value !== 'on';
    at('count').parentElement.hidden = at('ends').value !== 'after';
    if (simpleOne) {
      at('unit').textContent = text('js.schedule.unit.' + freq);
    }
  }

  /** What the dialog says: {rrule} or null; undefined when a rule that we cannot say stays. */
  function read(start, zone, allDay) {
    const freq = at('repeat').value;
    if (freq === 'none') {
      return null;
    }
    if (freq === 'custom') {
      return kept.further ? undefined : { rrule: at('rrule').value.trim().replace(/^RRULE:/i, '') };
    }
    const rule = ['FREQ=' + freq];
    if (Number(at('interval').value) > 1) {
      rule.push('INTERVAL=' + Number(at('interval').value));
    }
    if (freq === 'WEEKLY') {
      const days = DAYS.filter((day) => at('day-' + day).checked);
      rule.push('BYDAY=' + (days.length ? days : [weekday(start)]).join(','));
    }
    if (freq === 'MONTHLY' && at('monthly').value !== 'day') {
      rule.push('BYDAY=' + at('monthly').value);
    }
    if (at('ends').value === 'after') {
      rule.push('COUNT=' + Math.max(1, Number(at('count').value)));
    } else if (at('ends').value === 'on' && at('until').value) {
      rule.push('UNTIL=' + untilOf(at('until').value, zone, allDay));
    }
    return { rrule: rule.join(';') };
  }

  /** Whether two rules say the same; the order of their parts and INTERVAL=1 do not matter. */
  function same(a, b, start) {
    const plain = (rrule) => {
      const rule = parts(rrule || '');
      delete rule.WKST;
      if (rule.INTERVAL === '1') {
        delete rule.INTERVAL;
      }
      if (rule.FREQ === 'WEEKLY' && !rule.BYDAY) {
        rule.BYDAY = weekday(start);
      }
      if (rule.BYDAY) {
        rule.BYDAY = rule.BYDAY.split(',').sort().join();
      }
      if (rule.UNTIL) {
        rule.UNTIL = rule.UNTIL.slice(0, 8);
      }
      return JSON.stringify(Object.entries(rule).filter(([key]) => !/^BYMONTH/.test(key)).sort());
    };
    return plain(a) === plain(b);
  }

  /** A rule whose days move along when its series moves by whole days. */
  function moved(rrule, from, to) {
    const days = Math.round(schedule.between(from.slice(0, 10), to.slice(0, 10)) / schedule.DAY);
    const rule = parts(rrule || '');
    if (!days || (rule.FREQ === 'MONTHLY' && rule.BYDAY)) {
      return rrule;
    }
    const shifted = (day) => DAYS[(((DAYS.indexOf(day) + days) % 7) + 7) % 7];
    return rrule.split(';').map((part) => {
      const [key, value] = part.split('=');
      if (key === 'BYDAY' && rule.FREQ === 'WEEKLY' && value.split(',').every((day) => DAYS.includes(day))) {
        return 'BYDAY=' + value.split(',').map(shifted).join(',');
      }
      if (key === 'BYMONTHDAY' && value === String(Number(from.slice(8, 10)))) {
        return 'BYMONTHDAY=' + Number(to.slice(8, 10));
      }
      return key === 'BYMONTH' && value === String(Number(from.slice(5, 7)))
        ? 'BYMONTH=' + Number(to.slice(5, 7)) : part;
    }).join(';');
  }

  document.addEventListener('change', (event) => {
    if (['schedule-repeat', 'schedule-ends'].includes(event.target.id)) {
      toggle();
    }
  });

  schedule.rule = { show, read, same, moved, monthly, repeats: () => at('repeat').value !== 'none' };
})();
