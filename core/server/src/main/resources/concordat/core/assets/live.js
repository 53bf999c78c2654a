// What changes on the server, told to this page while it is open:
//   concordat.live('schedule_entry', ids => …)
// fn is called at most every 150 ms, with the ids that changed (none: any may have). After a
// broken connection every fn is called once, because what happened meanwhile is not known.
(() => {
  'use strict';
  const concordat = (window.concordat = window.concordat || {});
  const CALM = 150;
  const HIDDEN = 10_000;
  const LONGEST = 30_000;
  const STAYED = 3_000;
  const listeners = [];
  const begun = performance.now();
  let source = null;
  let complete = true;
  let failures = 0;
  let retry = 0;
  let hiding = 0;

  concordat.live = (kind, fn) => {
    const listener = { kind, fn, ids: null, last: 0, timer: 0 };
    listeners.push(listener);
    if (!document.hidden) {
      open();
    }
    return () => {
      clearTimeout(listener.timer);
      listeners.splice(listeners.indexOf(listener), 1);
      if (!listeners.length) {
        close();
      }
    };
  };

  function open() {
    if (source || !listeners.length) {
      return;
    }
    clearTimeout(retry);
    source = new EventSource((concordat.base || '') + '/live');
    source.addEventListener('open', opened);
    source.addEventListener('change', changed);
    source.addEventListener('error', broken);
  }

  function opened() {
    failures = 0;
    // The server tells a new stream what happened in the ten seconds before.
    if (!complete || performance.now() - begun > 8_000) {
      listeners.forEach(listener => note(listener, []));
    }
    complete = false;
  }

  function changed(event) {
    const { kind, ids } = JSON.parse(event.data);
    listeners.filter(it => it.kind === kind).forEach(it => note(it, ids));
  }

  // Ours, not the browser's way of trying again: that one gives up after an answer such as 429.
  function broken() {
    close();
    failures++;
    const wait = Math.min(LONGEST, 500 * 2 ** failures) * (0.75 + Math.random() / 2);
    retry = setTimeout(open, wait);
  }

  function close() {
    clearTimeout(retry);
    if (source) {
      source.close();
      source = null;
    }
  }

  function note(listener, ids) {
    const all = ids.length === 0 || (listener.ids && listener.ids.size === 0);
    listener.ids = new Set(all ? [] : [...(listener.ids || []), ...ids]);
    if (!listener.timer) {
      const wait = Math.max(0, listener.last + CALM - Date.now());
      listener.timer = setTimeout(() => tell(listener), wait);
    }
  }

  function tell(listener) {
    const ids = [...listener.ids];
    listener.ids = null;
    listener.timer = 0;
    listener.last = Date.now();
    listener.fn(ids);
  }

  // Browsers have six connections for one host over HTTP/1.1, for all tabs together: a tab that
  // nobody looks at gives its own back, and asks once for everything when it is looked at again.
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hiding);
    if (document.hidden) {
      hiding = setTimeout(close, HIDDEN);
    } else {
      open();
    }
  });
  window.addEventListener('pagehide', close);
  window.addEventListener('pageshow', event => event.persisted && open());

  // The bell, for whoever stays on a page. A new stream is told what happened while it waited.
  if (document.querySelector('#nav-notices[data-live]')) {
    setTimeout(() => concordat.live('notification', () => concordat.refresh('#nav-notices')), STAYED);
  }
})();
