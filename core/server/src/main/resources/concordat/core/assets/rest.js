// Forms and buttons that call the published API: <form data-rest="PUT /api/v1/…">.
(function () {
  'use strict';
  const { text, toast, refresh, open, base } = window.concordat;

  function csrf() {
    const found = document.cookie.split('; ')
      .find((one) => /^(__Host-)?concordat-csrf=/.test(one));
    return found ? found.slice(found.indexOf('=') + 1) : '';
  }

  /** One call of the API: {status, body, ok, headers}. Never throws for an answer. */
  async function call(method, path, body, headers) {
    const all = Object.assign({ Accept: 'application/json', 'X-CSRF-Token': csrf() }, headers);
    if (body !== undefined) {
      all['Content-Type'] = 'application/json';
    }
    try {
      const answer = await fetch(base + path, {
        method, headers: all, body: body === undefined ? undefined : JSON.stringify(body),
      });
      const raw = await answer.text();
      const json = raw && /json/.test(answer.headers.get('Content-Type') || '') ? JSON.parse(raw) : null;
      return { status: answer.status, ok: answer.ok, body: json, headers: answer.headers };
    } catch (unreachable) {
      return { status: 0, ok: false, body: { code: 'unreachable', detail: text('js.unreachable') } };
    }
  }

  /** Beside the field there is no need to name it. */
  function sentence(body) {
    const named = (body.field || '') + ': ';
    const detail = body.detail || '';
    return body.field && detail.startsWith(named)
      ? detail.charAt(named.length).toUpperCase() + detail.slice(named.length + 1)
      : detail;
  }

  function problem(answer) {
    const body = answer.body || {};
    const said = sentence(body) || text('js.failed');
    return text('problem.' + (body.code || 'internal_error'), said, said);
  }

  function put(target, name, value) {
    const parts = name.split('.');
    const last = parts.pop();
    const at = parts.reduce((into, part) => (into[part] = into[part] || {}), target);
    at[last] = value;
  }

  function typed(input) {
    if (input.type === 'checkbox' && input.dataset.type !== 'list') {
      return input.checked;
    }
    const value = input.type === 'password' ? input.value : input.value.trim();
    switch (input.dataset.type) {
      case 'number': return value === '' ? null : Number(value);
      case 'boolean': return value === 'true';
      case 'json': return JSON.parse(value);
      default: return value;
    }
  }

  /** The fields of a form as the API takes them. */
  function fields(form) {
    const body = {};
    Array.from(form.elements).forEach((input) => {
      if (!input.name || input.disabled || input.type === 'submit' || input.type === 'button') {
        return;
      }
      if (input.type === 'radio' && !input.checked) {
        return;
      }
      if (input.dataset.type === 'list') {
        list(body, input);
        return;
      }
      const value = typed(input);
      if (value !== '' && value !== null) {
        put(body, input.name, value);
      } else if (input.dataset.empty === 'null') {
        put(body, input.name, null);
      } else if (input.dataset.empty === 'text') {
        put(body, input.name, '');
      }
    });
    return body;
  }

  /** Check boxes of one name, a select of many, or words between commas. */
  function list(body, input) {
    const old = input.name.split('.').reduce((at, part) => (at || {})[part], body) || [];
    let more;
    if (input.type === 'checkbox') {
      more = input.checked ? [input.value] : [];
    } else if (input.multiple) {
      more = Array.from(input.selectedOptions).map((option) => option.value);
    } else {
      more = input.value.split(/[\s,]+/).filter(Boolean);
    }
    put(body, input.name, old.concat(more));
  }

  function undescribed(input, id) {
    const left = input.getAttribute('aria-describedby').split(' ').filter((one) => one !== id).join(' ');
    left ? input.setAttribute('aria-describedby', left) : input.removeAttribute('aria-describedby');
  }

  function forget(form) {
    form.querySelectorAll('.is-invalid').forEach((input) => {
      input.classList.remove('is-invalid');
      input.removeAttribute('aria-invalid');
    });
    form.querySelectorAll('[data-field-problem]').forEach((one) => {
      form.querySelectorAll('[aria-describedby~="' + one.id + '"]').forEach((input) => undescribed(input, one.id));
      one.remove();
    });
    form.querySelectorAll('[data-problem]').forEach((one) => { one.hidden = true; });
  }

  function beside(input, message) {
    const note = document.createElement('p');
    note.className = 'invalid-feedback d-block';
    note.dataset.fieldProblem = input.name;
    note.id = (input.id || input.name) + '-problem-now';
    note.textContent = message;
    input.classList.add('is-invalid');
    input.setAttribute('aria-invalid', 'true');
    const described = (input.getAttribute('aria-describedby') || '').split(' ')
      .filter((id) => id && id !== note.id);
    input.setAttribute('aria-describedby', described.concat(note.id).join(' '));
    (input.closest('.input-group') || input).after(note);
    input.focus();
  }

  /** Says what is wrong where it is wrong. */
  function complain(where, answer) {
    const message = problem(answer);
    const field = answer.body && answer.body.field;
    const input = field && where.elements && where.elements.namedItem(field);
    if (input && input.type !== 'hidden' && input.nodeType === 1) {
      beside(input, message);
      return;
    }
    let box = where.querySelector && where.querySelector('[data-problem]');
    if (!box && where.tagName === 'FORM') {
      box = document.createElement('p');
      box.dataset.problem = '';
      box.className = 'alert alert-danger';
      box.setAttribute('role', 'alert');
      where.prepend(box);
    }
    if (box) {
      box.hidden = false;
      box.textContent = message;
      box.scrollIntoView({ block: 'nearest' });
    } else {
      toast(message, 'danger');
    }
  }

  function busy(at, on) {
    const buttons = at.tagName === 'FORM'
      ? Array.from(at.querySelectorAll('button[type=submit]')) : [at];
    buttons.forEach((button) => {
      button.disabled = on;
      on ? button.setAttribute('aria-busy', 'true') : button.removeAttribute('aria-busy');
    });
  }

  function ended() {
    const link = document.getElementById('ended-sign-in');
    link.href = base + '/signin?then=' + encodeURIComponent(location.pathname.slice(base.length) + location.search);
    document.querySelectorAll('dialog[open]').forEach((dialog) => dialog.close());
    open(document.getElementById('ended'));
  }

  /** Asks in a dialog; true when it was closed by its confirming button. */
  function confirmed(selector, from) {
    const dialog = document.querySelector(selector);
    return new Promise((done) => {
      dialog.addEventListener('close', () => done(dialog.returnValue === 'confirm'), { once: true });
      open(dialog, from);
    });
  }

  async function then(at, answer) {
    if (at.dataset.done) {
      toast(at.dataset.done, 'success');
    }
    const dialog = at.closest('dialog');
    if (dialog && at.dataset.stay === undefined) {
      dialog.close();
    }
    const [verb, ...rest] = (at.dataset.then || '').split(/\s+/);
    if (verb === 'goto') {
      const path = rest[0].replace(/\{(\w+)\}/g, (all, name) => encodeURIComponent((answer.body || {})[name]));
      location.assign(base + path);
    } else if (verb === 'refresh') {
      await refresh(...rest);
    }
  }

  async function run(at) {
    const [method, path] = at.dataset.rest.split(/\s+/);
    if (at.dataset.confirm && !(await confirmed(at.dataset.confirm, at))) {
      return;
    }
    const headers = {};
    if (at.dataset.version) {
      headers['If-Match'] = '"' + at.dataset.version + '"';
    }
    if (method === 'POST') {
      // The same for a second attempt after a failure, so that nothing is made twice.
      at.dataset.key = at.dataset.key || crypto.randomUUID();
      headers['Idempotency-Key'] = at.dataset.key;
    }
    const isForm = at.tagName === 'FORM';
    if (isForm) {
      forget(at);
    }
    const body = isForm ? fields(at) : at.dataset.body ? JSON.parse(at.dataset.body) : undefined;
    busy(at, true);
    const answer = await call(method, path, method === 'GET' || method === 'DELETE' && !at.dataset.body ? undefined : body, headers);
    busy(at, false);
    if (answer.status === 0 || answer.status >= 500) {
      complain(at, answer);
    } else {
      delete at.dataset.key;
      await settle(at, answer);
    }
    at.dispatchEvent(new CustomEvent(answer.ok ? 'rest:done' : 'rest:failed', { bubbles: true, detail: answer }));
  }

  async function settle(at, answer) {
    if (answer.ok) {
      await then(at, answer);
    } else if (answer.status === 401 && !location.pathname.endsWith('/signin')) {
      ended();
    } else {
      complain(at, answer);
    }
  }

  // What was wrong is not wrong any more when the same dialog is opened again.
  document.addEventListener('close', (event) => forget(event.target), true);

  document.addEventListener('submit', (event) => {
    if (event.target.dataset.rest) {
      event.preventDefault();
      const invalid = Array.from(event.target.elements).find((input) => input.willValidate && !input.validity.valid);
      forget(event.target);
      if (invalid) {
        beside(invalid, invalid.validationMessage);
      } else {
        run(event.target);
      }
    }
  });

  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-rest]');
    if (button && !button.disabled) {
      run(button);
    }
  });

  Object.assign(window.concordat, { call, problem, complain, fields, ended, busy });
})();
