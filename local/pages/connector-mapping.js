import { texts } from './connectors-texts.js';
import { language } from './home-texts.js';

const locale = language === 'vi' ? 'vi-VN' : 'en-GB';

export const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null));
  return made;
};

export async function answered(answer) {
  const told = await answer.json();
  if (answer.ok) return told;
  throw new Error([told.detail ?? told.message, ...(told.errors ?? []).map(({ message }) => message)].filter(Boolean).join(' '));
}

let token;

/** Asks the API as an admin. */
export async function api(method, path, { body, version } = {}) {
  token ??= fetch('/_local/token?user=admin@example.com').then((answer) => answer.text());
  const headers = {
    authorization: `Bearer ${(await token).trim()}`,
    ...(body && { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }),
    ...(version !== undefined && { 'if-match': `"${version}"` }),
  };
  return await answered(await fetch(path, { method, headers, ...(body && { body: JSON.stringify(body) }) }));
}

const targetWords = ({ target, labels }) => labels?.[language] ?? texts.targets[target] ?? target;

/** The part of a card by which somebody sees the last posts, says what their fields are, sees what comes of it, and lets the connector in. */
export function mappingOf({ id }, { trying, say, changed }) {
  const inside = element('div', { className: 'mapping' });
  const details = element('details', {}, element('summary', { textContent: texts.mapping.title }), inside);
  const path = `/v1/connectors/${encodeURIComponent(id)}`;
  const show = async () => inside.replaceChildren(...partsOf(await api('GET', path)));
  details.ontoggle = trying(async () => details.open && (await show()));

  function partsOf(view) {
    const chosen = { ...view.mapping };
    const result = element('div', { className: 'foreseen' });
    result.setAttribute('role', 'status');
    const act = (words, ask) =>
      trying(async () => {
        await ask();
        say(words);
        await changed();
        await show();
      });
    const change = (kind, body) => () => api('POST', `${path}/${kind}`, { body, version: view.version });
    const preview = trying(async () => {
      const { samples } = await api('POST', `${path}/preview`, { body: { mapping: chosen } });
      result.replaceChildren(...samples.map(foreseenOf));
    });
    const button = (textContent, onclick) => element('button', { type: 'button', textContent, onclick });
    const { renew, withdraw, replace } = texts.mapping;
    return [
      addressOf(view, { say, trying }),
      element(
        'div',
        { className: 'buttons' },
        button(renew, act(texts.mapping.renewed, change('token', { act: 'renew' }))),
        view.acceptsPreviousToken ? button(withdraw, act(texts.mapping.withdrawn, change('token', { act: 'withdraw' }))) : null,
        button(replace, act(texts.mapping.renewed, change('token', { act: 'replace' }))),
      ),
      element('p', { className: 'dim', textContent: texts.mapping.stands(view, (at) => new Date(at).toLocaleString(locale)) }),
      ...(view.samples.length === 0 ? [element('p', { className: 'dim', textContent: texts.mapping.none })] : [fieldsOf(view, chosen)]),
      element(
        'div',
        { className: 'buttons' },
        button(texts.mapping.preview, preview),
        button(
          view.isApproved ? texts.mapping.save : texts.approve,
          act(texts.mapping.approved, () => change('approve', { mapping: chosen })()),
        ),
        button(texts.mapping.again, trying(show)),
      ),
      result,
    ];
  }
  return details;
}

function addressOf(view, { say, trying }) {
  const value = `${location.origin}${view.path}`;
  const field = element('input', { value, readOnly: true, id: `address-${view.id}`, onfocus: () => field.select() });
  const copy = trying(async () => {
    await navigator.clipboard.writeText(value);
    say(texts.mapping.copied);
  });
  return element(
    'div',
    { className: 'address' },
    element('label', { htmlFor: field.id, textContent: texts.mapping.address }),
    field,
    element('button', { type: 'button', textContent: texts.mapping.copy, onclick: copy }),
  );
}

/** Each path of the last posts once, with what they say there. */
function fieldsOf({ samples, targets }, chosen) {
  const fields = new Map();
  for (const { path, text, target } of samples.flatMap((sample) => sample.fields)) {
    const known = fields.get(path) ?? { target, said: [] };
    if (!known.said.includes(text)) known.said.push(text);
    fields.set(path, known);
  }
  const rows = [...fields].map(([path, { target, said }]) => {
    const select = element('select', { onchange: () => (chosen[path] = select.value) });
    select.setAttribute('aria-label', path);
    select.append(
      ...targets.map((one) =>
        element('option', { value: one.target, textContent: targetWords(one), selected: one.target === (chosen[path] ?? target) }),
      ),
    );
    return element(
      'tr',
      {},
      element('td', {}, element('code', { textContent: path })),
      element('td', { className: 'said', textContent: said.slice(0, 3).join(' · ') }),
      element('td', {}, select),
    );
  });
  const head = texts.mapping.columns.map((textContent) => element('th', { scope: 'col', textContent }));
  const table = element('table', {}, element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...rows));
  return element('div', { className: 'scroll' }, table);
}

function foreseenOf({ receivedAt, action, reason, warnings, fills }) {
  const kind = action === 'create' || action === 'update' ? 'good' : action === 'skip' ? '' : 'bad';
  const why = [reason, ...warnings].flatMap((one) => (one ? [one.text[language]] : [])).join('; ');
  const filled = Object.entries(fills).map(([name, text]) => `${texts.targets[name] ?? name}: ${text}`);
  return element(
    'p',
    {},
    element('strong', { className: kind, textContent: texts.mapping.actions[action] }),
    element('span', { className: 'dim', textContent: ` ${new Date(receivedAt).toLocaleTimeString(locale)} ` }),
    [why, filled.join(', ')].filter(Boolean).join(' · '),
  );
}
