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

const ask = (method, path, body) => askAt(`/v1/exports${path}`, method, body);

async function askAt(address, method = 'GET', body) {
  token ??= fetch(`/_local/token?user=${encodeURIComponent(find('user').value)}`).then((answer) => answer.text());
  const answer = await fetch(address, {
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

/** Filters of one value each: of those the page knows all, or what the newest leads have. */
const choices = ['stage', 'status', 'temperature', 'state', 'segment'];
const typed = ['region', 'owner', 'product', 'source', 'campaign', 'tag'];
const days = ['createdFrom', 'createdTo'];

const picker = (name) => find(`pick-${name}`);
const option = (value, label) => element('option', { value, textContent: label });
const optionsOf = (values) => Object.entries(values ?? {}).map(([value, label]) => option(value, label));

/** The day begins and ends by the clock of whoever chooses. */
const momentOf = (name, day) => (day === '' ? '' : new Date(`${day}T${name === 'createdTo' ? '23:59:59.999' : '00:00'}`).toISOString());
function dayOf(at) {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '';
  const two = (value) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function drawPickers() {
  const field = (name, control) =>
    element('label', { className: 'field' }, element('span', { textContent: texts.pickers[name] }), ...[control].flat());
  find('pickers').replaceChildren(
    ...typed.slice(0, 1).map(typedField),
    ...choices.map((name) =>
      field(name, element('select', { id: `pick-${name}` }, option('', texts.any), ...optionsOf(texts.values[name]))),
    ),
    ...typed.slice(1).map(typedField),
    ...days.map((name) => field(name, element('input', { id: `pick-${name}`, type: 'date' }))),
  );
  for (const name of [...choices, ...typed, ...days]) picker(name).onchange = () => write(name);

  function typedField(name) {
    const list = element('datalist', { id: `known-${name}` }, ...optionsOf(texts.values[name]));
    const input = element('input', { id: `pick-${name}`, autocomplete: 'off', placeholder: texts.any });
    input.setAttribute('list', list.id);
    return field(name, [input, list]);
  }
}

/** What is chosen stands in the line, and what is typed there is chosen: the line is what is sent. */
function write(name) {
  const filter = new URLSearchParams(find('filter').value);
  const { value } = picker(name);
  const said = days.includes(name) ? momentOf(name, value) : value.trim();
  if (said === '') filter.delete(name);
  else filter.set(name, said);
  find('filter').value = filter.toString();
}

function read() {
  const filter = new URLSearchParams(find('filter').value);
  for (const name of [...choices, ...typed]) picker(name).value = filter.get(name) ?? '';
  for (const name of days) picker(name).value = dayOf(filter.get(name) ?? '');
}

/** What may be chosen comes from what the user may read; a role that may not read something chooses without it. */
async function fillPickers() {
  const orNone = (answer) => answer.catch(() => ({ items: [] }));
  const [views, segments, leads] = await Promise.all([
    orNone(askAt('/v1/views')),
    orNone(askAt('/v1/segments')),
    orNone(askAt('/v1/leads?limit=100')),
  ]);
  find('views').hidden = views.items.length === 0;
  find('view').replaceChildren(
    option('', texts.noView),
    ...views.items.map(({ viewId, poolId, name }) => option(JSON.stringify({ viewId, ...(poolId && { poolId }) }), name)),
  );
  find('filters').disabled = false;
  picker('segment').replaceChildren(option('', texts.any), ...segments.items.map(({ id, names }) => option(id, names[language])));
  const known = (name, pairs) => {
    const named = new Map(pairs.filter(([value]) => value));
    find(`known-${name}`).replaceChildren(
      ...optionsOf(texts.values[name]),
      ...[...named].map(([value, label]) => option(value, label ?? value)),
    );
  };
  const all = leads.items;
  known(
    'region',
    all.map(({ region }) => [region.provinceName]),
  );
  known(
    'owner',
    all.map(({ owner }) => [owner?.repId, owner?.name]),
  );
  known(
    'product',
    all.flatMap(({ products }) => products.map((product) => [product])),
  );
  known(
    'source',
    all.flatMap(({ source }) => [[source.sourceId], [source.utm.source]]),
  );
  known(
    'campaign',
    all.map(({ source }) => [source.utm.campaign]),
  );
  known(
    'tag',
    all.flatMap(({ tags }) => tags.map((tag) => [tag])),
  );
  read();
}

/** The words by which a list was found of one person are not kept: such a list is chosen anew. */
const isForgotten = ({ filter }) => Object.values(filter).includes('•••');

/** Has the same list taken out once more, as the caller may see it now. */
const takeAgain = ({ filter, event, columns, format, language: headers, delimiter }) =>
  trying(async () => {
    const which = event === null ? { filter } : { event };
    const { exportId } = await ask('POST', '', { ...which, columns, format, language: headers, ...(delimiter && { delimiter }) });
    await follow(exportId);
  });

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
    ...((view.state === 'failed' || view.state === 'gone') && !isForgotten(view)
      ? [
          element(
            'p',
            { className: 'acts' },
            element('button', { type: 'button', className: 'main', textContent: texts.tryAgain, onclick: takeAgain(view) }),
          ),
        ]
      : []),
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
    ...(find('view').value === ''
      ? { filter: Object.fromEntries(new URLSearchParams(find('filter').value)) }
      : { view: JSON.parse(find('view').value) }),
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
  await Promise.all([list(), fillPickers()]);
});
find('filter').oninput = read;
find('view').onchange = () => {
  find('filters').disabled = find('view').value !== '';
};

drawPickers();
await trying(() => Promise.all([list(), fillPickers()]))();
// A link to the record of an export ends in its number.
const [, linked] = /^#(X\w{26})$/.exec(location.hash) ?? [];
if (linked) await trying(() => follow(linked))();
