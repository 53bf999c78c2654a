// Runs inside the page that is inspected; the names are those of Inspection.java.
(() => {
  'use strict';
  const INTERACTIVE = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
  const OPENERS = '[data-opens], [popovertarget], [aria-haspopup]:not([data-rest]), [role=tab], summary,'
    + ' [aria-expanded=false]:not([data-rest])';

  /** Fields in which Tab stops more than once. */
  const PARTS = { 'date': 5, 'time': 4, 'datetime-local': 8, 'month': 4, 'week': 4 };

  const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: false })
    && e.getClientRects().length > 0;
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const brief = (e) => e.outerHTML.replace(/\s+/g, ' ').slice(0, 120);
  const called = (e) => (e.id ? '#' + e.id : brief(e));

  /** What keeps everything else from being used. */
  const modal = () => all('dialog[open]').filter((d) => d.matches(':modal')).pop() || null;

  const usable = (e) => {
    const top = modal();
    return shown(e) && !e.disabled && !e.closest('[inert]') && (!top || top.contains(e))
      && !e.matches('fieldset:disabled *');
  };

  function still() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('*,*::before,*::after{transition:none!important;animation:none!important}');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }

  function ids() {
    return all(INTERACTIVE).map((e) => e.id);
  }

  /** Missing, doubled and unnamed ones. */
  function identities() {
    const wrong = [];
    const count = new Map();
    all('[id]').forEach((e) => count.set(e.id, (count.get(e.id) || 0) + 1));
    axe.setup(document);
    try {
      all(INTERACTIVE).forEach((e) => {
        if (!e.id) {
          wrong.push('no id: ' + brief(e));
        } else if (count.get(e.id) > 1) {
          wrong.push('id ' + e.id + ' is there ' + count.get(e.id) + ' times');
        }
        if (usable(e) && e.tabIndex >= 0 && !axe.commons.text.accessibleText(e).trim()) {
          wrong.push('no accessible name: ' + called(e));
        }
      });
    } finally {
      axe.teardown();
    }
    return wrong.concat(headings());
  }

  function headings() {
    const levels = all('h1, h2, h3, h4, h5, h6').filter(usable).map((h) => Number(h.tagName[1]));
    const wrong = [];
    if (!modal() && levels.filter((one) => one === 1).length !== 1) {
      wrong.push('the page has not one h1 but ' + levels.filter((one) => one === 1).length);
    }
    levels.forEach((level, i) => {
      if (i > 0 && level > levels[i - 1] + 1) {
        wrong.push('h' + level + ' follows h' + levels[i - 1]);
      }
    });
    return wrong;
  }

  async function axed(options) {
    const result = await axe.run(document, options);
    return result.violations.flatMap((v) => v.nodes.slice(0, 4).map((node) =>
      v.id + ' at ' + node.target.join(' ') + ': '
        + node.failureSummary.split('\n').slice(1).join(' ').trim()));
  }

  /** What sticks out to the side of the window. */
  function sideways() {
    const root = document.documentElement;
    const wrong = [];
    if (root.scrollWidth > root.clientWidth) {
      const far = all('body *').filter((e) => shown(e)
        && e.getBoundingClientRect().right > root.clientWidth + 1 && !held(e));
      wrong.push('scrolls sideways, ' + root.scrollWidth + ' px: '
        + far.slice(-3).map(called).join(', '));
    }
    const top = modal();
    if (top && top.scrollWidth > top.clientWidth + 1) {
      wrong.push('the dialog ' + called(top) + ' scrolls sideways');
    }
    return wrong;
  }

  function held(e) {
    for (let at = e.parentElement; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== 'visible') {
        return true;
      }
    }
    return false;
  }

  /** Those that Tab must reach; of radio buttons, one of each group. */
  function tabbable() {
    const groups = new Set();
    return all(INTERACTIVE).filter((e) => {
      if (!usable(e) || e.tabIndex < 0) {
        return false;
      }
      if (e.type !== 'radio' || !e.name) {
        return true;
      }
      const group = e.form ? e.form.id + ' ' + e.name : e.name;
      const checked = all('input[type=radio]').some((r) =>
        r.name === e.name && r.form === e.form && r.checked);
      if (groups.has(group) || (checked && !e.checked)) {
        return false;
      }
      groups.add(group);
      return true;
    });
  }

  const look = (e) => [e, e.parentElement].filter(Boolean).map((one) => {
    const s = getComputedStyle(one);
    return [s.outlineStyle === 'none' ? '' : s.outlineStyle + s.outlineWidth + s.outlineColor,
      s.boxShadow, s.borderColor, s.backgroundColor, s.textDecorationLine, s.transform].join('|');
  }).join('/');

  function startWalk() {
    if (document.activeElement) {
      document.activeElement.blur();
    }
    const wanted = tabbable();
    const before = new Map(wanted.map((e) => [e, look(e)]));
    const walk = { wanted, before, met: new Set(), unseen: new Set(), outside: new Set() };
    walk.listener = (event) => {
      const e = event.target;
      walk.met.add(e);
      if (before.has(e) && before.get(e) === look(e)) {
        walk.unseen.add(e);
      }
      const box = e.getBoundingClientRect();
      if (before.has(e) && (box.bottom <= 0 || box.top >= innerHeight)) {
        walk.outside.add(e);
      }
    };
    document.addEventListener('focusin', walk.listener, true);
    window.concordatWalk = walk;
    return wanted.reduce((sum, e) => sum + (PARTS[e.type] || 1), 4);
  }

  function endWalk() {
    const walk = window.concordatWalk;
    document.removeEventListener('focusin', walk.listener, true);
    const met = (e) => walk.met.has(e)
      || (e.type === 'radio' && Array.from(walk.met).some((m) => m.name === e.name));
    return walk.wanted.filter((e) => e.isConnected && !met(e)).map((e) => 'Tab does not reach ' + called(e))
      .concat(Array.from(walk.unseen).map((e) => 'focus cannot be seen on ' + called(e)))
      .concat(Array.from(walk.outside).map((e) => 'focus is outside of the window on ' + called(e)));
  }

  /** The page without its words: pages of one skeleton are inspected once. */
  function skeleton() {
    const parts = [];
    all('body *').forEach((e) => {
      if (usable(e)) {
        parts.push(e.tagName + '.' + e.className + '#' + String(e.id).replace(/[0-9a-f-]{8,}|\d+/g, '*'));
      }
    });
    return Array.from(new Set(parts)).join('\n');
  }

  /** Links within this site, as path and query. */
  function links() {
    return all('a[href]').filter((a) => a.origin === location.origin && !a.hasAttribute('download')
      && !a.pathname.startsWith('/api/'))
      .map((a) => a.pathname + a.search);
  }

  /** Ids; with a + those of the frame around all pages. */
  function openers() {
    return all(OPENERS).filter((e) => usable(e) && e.id && !e.closest('details[open] > summary')
      && e.getAttribute('aria-selected') !== 'true')
      .map((e) => (e.closest('main, dialog') ? '' : '+') + e.id);
  }

  function opened() {
    return all('dialog[open], [popover]:popover-open').map(called);
  }

  /** Whoever uses what has been opened is in it. */
  function enter() {
    const open = all('dialog[open], [popover]:popover-open').pop();
    const first = open && all(INTERACTIVE, open).filter(usable)[0];
    if (first && !open.contains(document.activeElement)) {
      first.focus();
    }
  }

  return { still, enter, ids, identities, axed, sideways, startWalk, endWalk, skeleton, links, openers, opened };
})()
