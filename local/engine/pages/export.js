import { texts } from './export-texts.js';
import { language } from './home-texts.js';

const find = (id) => document.getElementById(id);
const locale = language === 'vi' ? 'vi-VN' : 'en-GB';
const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null));
  return made;
};
const moment = (at) => new Date(at).toLocaleString(locale, { dateStyle: 'short', timeStyle: 'short' });

/** What is under way by itself, and is asked again. */
const moving = new Set(['counting', 'reading', 'writing']);

let token;
let following = 0;

document.documentElement.lang = language;
document.title = `${texts.title} · Phễu`;
for (const one of document.querySelectorAll('[data-text]')) one.textContent = texts[one.dataset.text];
const other = language === 'vi' ? 'en' : 'vi';
Object.assign(find('language'), {
  textContent: other === 'en' ? 'English' : 'Tiếng Việt',
  href: `?lang=${other}`,
  lang: other,
  hreflang: other,
});
find('headers').value = language;

function say(text) {
  find('said').textContent = text;
  if (text) setTimeout(() => find('said').textContent === text && say(''), 9_000);
}

async function ask(method, path, body) {
  token ??= fetch(`/_local/token?user=${encodeURIComponent(find('user').value)}`).then((answer) => answer.text());
  const answer = await fetch(`/v1/exports${path}`, {
    method,
    headers: { authorization: `Bearer ${(await token).trim()}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const told = await answer.json();
  if (answer.ok) return told;
  throw new Error(
    [told.detail, ...(told.errors ?? []).map(({ path: place, message }) => `${place}: ${message}`)].filter(Boolean).join(' '),
  );
}

/** Does something that may fail, and says so. */
const trying = (act) => async (event) => {
  event?.preventDefault?.();
  try {
    await act(event);
  } catch (error) {
    say(`${texts.failed}: ${error.message}`);
  }
};

function lineOf({ askedAt, state, format, progress, filter }) {
  const asked = Object.entries(filter)
    .filter(([name]) => name !== 'createdTo')
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  return [moment(askedAt), format.toUpperCase(), texts.states[state], texts.leads(progress.leads.toLocaleString(locale)), asked].filter(
    Boolean,
  );
}

async function list() {
  const { exports, columns } = await ask('GET', '');
  find('none').hidden = exports.length > 0;
  find('lists').replaceChildren(
    ...exports.map((one) => {
      const [at, ...rest] = lineOf(one);
      const lines = [
        element('strong', { className: 'file', textContent: at }),
        element('span', { className: 'dim', textContent: rest.join(' · ') }),
      ];
      return element('li', {}, element('button', { type: 'button', onclick: trying(() => follow(one.exportId)) }, ...lines));
    }),
  );
  if (find('columns').childElementCount > 0) return;
  find('columns').replaceChildren(
    ...columns.map(({ column, headers }) =>
      element(
        'div',
        {},
        element('label', {}, element('input', { type: 'checkbox', name: 'column', value: column, checked: true }), ` ${headers[language]}`),
      ),
    ),
  );
}

function draw(view) {
  const bar = element('progress', { max: 100, value: view.progress.percent });
  bar.setAttribute('aria-label', texts.states[view.state]);
  const link =
    view.file && element('a', { href: view.file.url, download: view.file.name, textContent: `${texts.download} (${view.file.name})` });
  find('shown').replaceChildren(
    element('h2', { textContent: texts.states[view.state] }),
    ...(moving.has(view.state) ? [bar] : []),
    element('p', { className: 'dim', textContent: [...lineOf(view), texts.by(view.by)].join(' · ') }),
    ...(view.problem ? [element('p', { textContent: view.problem.text[language] })] : []),
    ...(link ? [element('p', {}, link), element('p', { className: 'dim', textContent: texts.kept(moment(view.keptUntil)) })] : []),
    ...(view.state === 'done' && !link ? [element('p', { className: 'dim', textContent: texts.notYours })] : []),
  );
}

async function follow(exportId) {
  following += 1;
  const mine = following;
  for (;;) {
    const view = await ask('GET', `/${exportId}`);
    if (mine !== following) return;
    draw(view);
    if (!moving.has(view.state)) break;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await list();
}

find('ask').onsubmit = trying(async () => {
  const boxes = [...document.querySelectorAll('[name=column]')];
  const chosen = boxes.filter(({ checked }) => checked).map(({ value }) => value);
  const { exportId } = await ask('POST', '', {
    filter: Object.fromEntries(new URLSearchParams(find('filter').value)),
    format: find('format').value,
    language: find('headers').value,
    ...(chosen.length < boxes.length && { columns: chosen }),
  });
  await follow(exportId);
});

find('user').onchange = trying(async () => {
  token = undefined;
  following += 1;
  find('columns').replaceChildren();
  find('shown').replaceChildren();
  await list();
});

await trying(list)();
