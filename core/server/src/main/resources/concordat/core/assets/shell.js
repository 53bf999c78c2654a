// What every page can do: words, toasts, dialogs, copying, menus.
(function () {
  'use strict';
  const texts = JSON.parse(document.getElementById('texts').textContent);
  const base = document.querySelector('meta[name="concordat-base"]').content;

  /** The text for a key, or the fallback. {0} and {1} are filled in. */
  function text(key, fallback, ...values) {
    const found = texts[key] === undefined ? fallback === undefined ? key : fallback : texts[key];
    return values.reduce((all, value, i) => all.replaceAll('{' + i + '}', value), found);
  }

  /** A short message that goes away by itself, or stays when it is a failure. */
  function toast(message, kind, action) {
    const box = document.createElement('div');
    box.className = 'toast-note toast-' + (kind || 'success');
    const words = document.createElement('span');
    words.textContent = message;
    box.append(words);
    if (action) {
      const act = document.createElement('button');
      act.type = 'button';
      act.id = 'toast-act-' + Date.now();
      act.className = 'btn btn-sm btn-light';
      act.textContent = action.label;
      act.addEventListener('click', () => { box.remove(); action.run(); });
      box.append(act);
    }
    const close = document.createElement('button');
    close.type = 'button';
    close.id = 'toast-close-' + Date.now();
    close.className = 'btn-close btn-close-white';
    close.setAttribute('aria-label', text('js.close'));
    close.addEventListener('click', () => box.remove());
    box.append(close);
    const dialog = document.querySelector('dialog[open]');
    const home = document.getElementById('toasts');
    // Above a modal dialog only what is inside of it can be seen.
    (dialog && kind === 'danger' ? dialog : home).append(box);
    if (kind !== 'danger') {
      setTimeout(() => box.remove(), action ? 8000 : 5000);
    }
    return box;
  }

  function cookie(name, value) {
    document.cookie = name + '=' + value + '; path=/; max-age=31536000; samesite=lax';
  }

  function open(dialog, from) {
    dialog.returnValue = '';
    dialog.showModal();
    dialog.addEventListener('close', () => from && from.isConnected && from.focus(), { once: true });
  }

  async function copy(from, button) {
    const value = from.value === undefined ? from.textContent.trim() : from.value;
    try {
      await navigator.clipboard.writeText(value);
    } catch (refused) {
      // Without the right to the clipboard: select it, so that the keys can copy it.
      const range = document.createRange();
      range.selectNodeContents(from);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      toast(text('js.copy-yourself'), 'success');
      return;
    }
    const label = button.textContent;
    if (!button.dataset.copied) {
      button.dataset.copied = 'true';
      button.textContent = text('js.copied');
      setTimeout(() => { button.textContent = label; delete button.dataset.copied; }, 1500);
    }
  }

  document.addEventListener('click', (event) => {
    const at = event.target.closest('[data-opens], [data-closes], [data-copies], [data-language]');
    if (!at) {
      return;
    }
    if (at.dataset.opens) {
      event.preventDefault();
      open(document.querySelector(at.dataset.opens), at);
    } else if (at.dataset.copies) {
      copy(document.querySelector(at.dataset.copies), at);
    } else if (at.dataset.language) {
      cookie('concordat-language', at.dataset.language);
      location.reload();
    } else {
      at.closest('dialog').close(at.value || '');
    }
  });

  document.addEventListener('change', (event) => {
    const setting = event.target.dataset && event.target.dataset.setting;
    if (setting) {
      cookie('concordat-' + setting, event.target.value);
      location.reload();
    }
  });

  // Times that grow older while the page is open.
  const units = [['day', 86400], ['hour', 3600], ['minute', 60]];
  function age() {
    const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'always' });
    document.querySelectorAll('time[data-live="ago"]').forEach((time) => {
      const seconds = (Date.parse(time.dateTime) - Date.now()) / 1000;
      const unit = units.find(([, size]) => Math.abs(seconds) >= size);
      time.textContent = unit
        ? format.format(Math.trunc(seconds / unit[1]), unit[0])
        : text('js.now');
    });
  }
  setInterval(age, 30000);

  /** What somebody is reading stays open when it is fetched anew. */
  function reopen(summary) {
    if (summary) {
      summary.parentElement.open = true;
    }
  }

  /**
   * Fetches this page again and puts the regions with these ids into their places; a function at
   * the end tells whether somebody has begun something there meanwhile that must stay.
   */
  async function refresh(...regions) {
    const begun = typeof regions.at(-1) === 'function' ? regions.pop() : () => false;
    const ids = regions.length ? regions.map((id) => id.replace('#', '')) : ['main'];
    const answer = await fetch(location.href, { headers: { 'HX-Request': 'true' } });
    const elsewhere = answer.headers.get('HX-Redirect');
    if (elsewhere) {
      location.assign(elsewhere);
      return;
    }
    const html = await answer.text();
    if (begun()) {
      return;
    }
    const fresh = new DOMParser().parseFromString(html, 'text/html');
    const focused = document.activeElement && document.activeElement.id;
    ids.forEach((id) => {
      const now = document.getElementById(id);
      const then = fresh.getElementById(id);
      if (now && then) {
        const opened = Array.from(now.querySelectorAll('details[open] > summary'), (one) => one.id);
        now.replaceWith(document.adoptNode(then));
        htmx.process(then);
        opened.forEach((one) => reopen(document.getElementById(one)));
        then.dispatchEvent(new CustomEvent('concordat:refreshed', { bubbles: true }));
      }
    });
    const again = focused && document.getElementById(focused);
    if (again && document.activeElement !== again) {
      again.focus({ preventScroll: true });
    }
    document.dispatchEvent(new CustomEvent('concordat:fresh', { detail: ids }));
  }

  window.concordat = Object.assign(window.concordat || {}, { text, toast, refresh, open, base });
})();
