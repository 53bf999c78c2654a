// An address first; then what that address can sign in with.
(function () {
  'use strict';
  const { call, problem, text, base } = window.concordat;
  const at = (id) => document.getElementById('signin-' + id);
  const address = at('address');
  const password = at('password-form');

  function fail(message) {
    at('problem').hidden = !message;
    at('problem-text').textContent = message || '';
    const notice = at('ended');
    if (notice && message) {
      notice.remove();
    }
    const reference = at('reference');
    if (reference) {
      reference.parentElement.remove();
    }
  }

  function back() {
    password.hidden = true;
    address.hidden = false;
    fail('');
    at('email').focus();
  }

  async function ask(event) {
    event.preventDefault();
    fail('');
    const input = at('email');
    input.classList.toggle('is-invalid', !input.validity.valid);
    at('email-problem').textContent = input.validity.valid ? '' : text('js.address');
    if (!input.validity.valid) {
      input.focus();
      return;
    }
    at('next').disabled = true;
    const email = input.value.trim();
    const answer = await call('POST', '/api/auth/msp/sso/discover', { email });
    at('next').disabled = false;
    if (!answer.ok) {
      fail(problem(answer));
      return;
    }
    show(email, answer.body.methods.includes('microsoft'));
  }

  function show(email, microsoft) {
    address.hidden = true;
    password.hidden = false;
    at('who').textContent = email;
    at('user').value = email;
    at('microsoft-part').hidden = !microsoft;
    const query = new URLSearchParams({ email, returnTo: password.dataset.then });
    at('microsoft').href = base + '/api/auth/msp/sso/start?' + query;
    at(microsoft ? 'microsoft' : 'password').focus();
  }

  function choose(tenants) {
    const list = at('tenants-list');
    list.replaceChildren(...tenants.map((tenant, i) => {
      const row = document.createElement('div');
      row.className = 'form-check';
      const radio = Object.assign(document.createElement('input'), {
        type: 'radio', name: 'tenantId', value: tenant.id, id: 'signin-tenant-' + tenant.id,
        className: 'form-check-input', checked: i === 0,
      });
      const label = Object.assign(document.createElement('label'), {
        htmlFor: radio.id, className: 'form-check-label', textContent: tenant.name,
      });
      row.append(radio, label);
      return row;
    }));
    at('tenants').hidden = false;
    list.querySelector('input').focus();
  }

  async function enter(event) {
    event.preventDefault();
    fail('');
    const body = { email: at('user').value, password: at('password').value };
    const tenant = password.querySelector('[name=tenantId]:checked');
    if (tenant) {
      body.tenantId = tenant.value;
    }
    if (!body.password) {
      at('password').focus();
      return;
    }
    at('submit').disabled = true;
    const answer = await call('POST', '/api/auth/sign-in', body);
    at('submit').disabled = false;
    if (answer.ok && answer.body.signedIn) {
      location.assign(base + password.dataset.then);
    } else if (answer.ok) {
      choose(answer.body.tenants);
    } else {
      fail(problem(answer));
      at('password').select();
    }
  }

  // Whoever comes back from Microsoft in vain still goes where they wanted.
  const THEN = 'concordat-then';
  if (at('reference') && password.dataset.then === '/') {
    password.dataset.then = sessionStorage.getItem(THEN) || '/';
  }
  at('microsoft').addEventListener('click', () => sessionStorage.setItem(THEN, password.dataset.then));
  address.addEventListener('submit', ask);
  password.addEventListener('submit', enter);
  at('back').addEventListener('click', back);
})();
