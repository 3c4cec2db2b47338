import { CorruptItemError } from '../platform/errors.ts';

/**
 * `{{name}}` puts a value; `{{#if name}}…{{/if}}` keeps its inside when the value is not empty; `{{#each name}}…{{/each}}` repeats its inside for each row
 * of a list, with the values of the row. Neither nests in its own kind, and a list stands in no section.
 */
const list = /\{\{#each (\w+)\}\}([\s\S]*?)\{\{\/each\}\}/g;
const section = /\{\{#if (\w+)\}\}([\s\S]*?)\{\{\/if\}\}/g;
const variable = /\{\{(\w+)\}\}/g;

export type Values = Readonly<Record<string, string>>;

/** Rows of what a template repeats, by the name of the list. */
export type Lists = Readonly<Record<string, readonly Values[]>>;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

/** For text and for quoted attributes; line breaks of the value become visible ones. */
export function escapeHtml(value: string): string {
  return value.replace(/[&<>"'`]/g, (character) => entities[character] ?? '').replace(/\r?\n/g, '<br>');
}

const allowedUrl = /^(?:https?:\/\/|tel:\+?[0-9]|mailto:)/i;

/** Only addresses that a reader expects behind a button; anything else leaves the link dead. */
export function safeUrl(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers ignore them inside a scheme
  return allowedUrl.test(value) && !/[\u0000-\u0020]/.test(value) ? value : '';
}

function given(name: string, values: Values): string {
  const value = values[name];
  if (value === undefined) throw new CorruptItemError(`the template wants ${name}, which nobody gave`);
  return name.endsWith('Url') ? safeUrl(value) : value;
}

/** Renders the lists of a template, and what stands around them. */
function renderWhole(template: string, values: Values, lists: Lists, encode: (value: string) => string): string {
  let result = '';
  let end = 0;
  for (const match of template.matchAll(list)) {
    const [whole, name = '', inside = ''] = match;
    const rows = lists[name];
    if (!rows) throw new CorruptItemError(`the template wants the list ${name}, which nobody gave`);
    result += render(template.slice(end, match.index), values, encode);
    for (const row of rows) result += render(inside, { ...values, ...row }, encode);
    end = match.index + whole.length;
  }
  return result + render(template.slice(end), values, encode);
}

/** One pass over the template, so that braces inside a value stay text. */
function render(template: string, values: Values, encode: (value: string) => string): string {
  const put = (text: string) => text.replace(variable, (_match, name: string) => encode(given(name, values)));
  let result = '';
  let end = 0;
  for (const match of template.matchAll(section)) {
    const [whole, name = '', inside = ''] = match;
    result += put(template.slice(end, match.index));
    if (given(name, values) !== '') result += put(inside);
    end = match.index + whole.length;
  }
  return result + put(template.slice(end));
}

export const renderHtml = (template: string, values: Values, lists: Lists = {}): string => renderWhole(template, values, lists, escapeHtml);

export const renderText = (template: string, values: Values, lists: Lists = {}): string =>
  renderWhole(template, values, lists, (value) => value);

/** Names that a template uses, and what is wrong with it; for the build. Names within a list are those of its rows. */
export function inspectTemplate(template: string): { names: Set<string>; faults: string[] } {
  const around = inspectPart(template.replace(list, ''));
  const repeated = [...template.matchAll(list)].map(([, , inside = '']) => inspectPart(inside));
  return { names: around.names, faults: [around, ...repeated].flatMap(({ faults }) => faults) };
}

function inspectPart(template: string): { names: Set<string>; faults: string[] } {
  const names = new Set<string>();
  const faults: string[] = [];
  for (const [, name = '', inside = ''] of template.matchAll(section)) {
    names.add(name);
    if (inside.includes('{{#if')) faults.push(`a section within the section ${name}`);
  }
  for (const [, name = ''] of template.matchAll(variable)) names.add(name);
  const rest = template.replace(section, '$2').replace(variable, '');
  const stray = /\{\{[^}]*\}?\}?/.exec(rest);
  if (stray) faults.push(`stray ${stray[0]}`);
  for (const [, name = ''] of template.matchAll(/(?:href|src|action)="\{\{(\w+)\}\}/g)) {
    if (!name.endsWith('Url')) faults.push(`${name} stands in a link but its name does not end in Url`);
  }
  return { names, faults };
}
