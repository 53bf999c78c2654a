// What settings pages add: answers of the API shown in words, secrets shown once.
(function () {
  'use strict';
  const { open } = window.concordat;

  function value(from, path) {
    const found = path.split('.').reduce((at, part) => (at || {})[part], from);
    return found === undefined || found === null ? '' : String(found);
  }

  function fill(target, body) {
    target.querySelectorAll('[data-from]').forEach((one) => {
      one.textContent = value(body, one.dataset.from);
    });
  }

  /** The prepared sentence for a code, with what the answer has to say beside it. */
  function sentence(words, body) {
    const found = words.content.querySelector('[data-code="' + CSS.escape(body.code) + '"]');
    const made = (found || words.content.querySelector('[data-code="refused"]')).cloneNode(true);
    fill(made, body);
    return made;
  }

  function show(target, body) {
    if (target.dataset.words) {
      const words = document.querySelector(target.dataset.words);
      const answers = target.dataset.each ? body[target.dataset.each] : [body];
      target.replaceChildren(...answers.map((one) => sentence(words, one)));
      return;
    }
    fill(target, body);
    open(target);
    // A secret is not kept in the page any longer than it is looked at.
    target.addEventListener('close', () => fill(target, {}), { once: true });
  }

  document.addEventListener('rest:done', (event) => {
    const at = event.target;
    if (at.dataset.shows) {
      show(document.querySelector(at.dataset.shows), event.detail.body);
    }
    if (at.dataset.clears !== undefined) {
      at.reset();
    }
  });

  document.addEventListener('change', (event) => {
    const at = event.target;
    if (at.dataset.waits) {
      const chosen = at.value !== '' && !at.selectedOptions[0].defaultSelected;
      document.querySelector(at.dataset.waits).disabled = !chosen;
    } else if (at.dataset.reveals) {
      document.querySelectorAll(at.dataset.reveals).forEach((input) => {
        input.type = at.checked ? 'text' : 'password';
      });
    }
  });

  // Out of a dialog to what it speaks of; the dialog gives the focus back first.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-closes-to]');
    if (link) {
      event.preventDefault();
      const dialog = link.closest('dialog');
      dialog.addEventListener('close', () => setTimeout(() => {
        location.hash = link.hash;
        document.querySelector(link.hash).focus();
      }), { once: true });
      dialog.close();
    }
  });
})();
