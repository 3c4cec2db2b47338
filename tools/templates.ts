import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import mjml2html from 'mjml';
import type { Locale } from '../shared/leads/index.ts';
import { inspectTemplate } from '../shared/mail/render.ts';
import { type Template, type Wording, type Words, withWords } from '../shared/mail/template.ts';
import { mailStyle } from '../shared/mail/templates/style.ts';
import { words as noticeWords } from '../shared/notices/templates/words.ts';
import { words as nurtureWords } from '../shared/nurture/templates/words.ts';

/** Rooms that have mails, by their folders. */
const rooms: Readonly<Record<string, Words>> = { notices: noticeWords, nurture: nurtureWords };
const shared = join(import.meta.dirname, '../shared');

const fileName = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Compiles the mail templates; `check` compares with the committed files instead of writing them, and answers whether those are fresh. */
export async function generateTemplates(check = false): Promise<boolean> {
  const fresh = await Promise.all(Object.entries(rooms).map(([room, words]) => generateRoom(room, words, check)));
  return fresh.every((each) => each);
}

async function generateRoom(room: string, words: Words, check: boolean): Promise<boolean> {
  const compiled = await Promise.all(Object.keys(words).map(async (name) => [name, await compile(room, name, words)] as const));
  const templates = Object.fromEntries(compiled);
  const variables = compiled.map(([name, template]) => `  ${name}: ${template.variables.map((each) => `'${each}'`).join(' | ')};`);
  const source = [
    `// Made by \`npm run generate\` from shared/${room}/templates; change those.`,
    "import type { Template } from '../../mail/index.ts';",
    '',
    'interface Variables {',
    ...variables,
    '}',
    '',
    `export const templates: { readonly [Name in keyof Variables]: Template<Variables[Name]> } = ${JSON.stringify(templates, null, 2)};`,
    '',
  ].join('\n');
  const target = join(shared, room, 'generated/templates.ts');
  const committed = await readFile(target, 'utf8').catch(() => '');
  if (committed === source) return true;
  if (!check) await writeFile(target, source);
  return !check;
}

async function compile(room: string, name: string, words: Words): Promise<Template> {
  const folder = join(shared, room, 'templates');
  const layout = await withPartials(await readFile(join(folder, `${fileName(name)}.mjml`), 'utf8'), room);
  // MJML would load every web font that a style names from its maker, who would learn who reads the mail, when and where.
  const { html: raw, errors } = await mjml2html(layout, { validationLevel: 'strict', fonts: {} });
  if (errors.length > 0) throw new Error(`${name}: ${errors.map(({ formattedMessage }) => formattedMessage).join('; ')}`);
  const html = tidy(raw);
  const used = new Set<string>();
  const wording = async (locale: Locale): Promise<Wording> => {
    const own = words[name]?.[locale] ?? {};
    const text = await readFile(join(folder, `${fileName(name)}.${locale}.txt`), 'utf8');
    const { subject = '', ...others } = own;
    const filled = withWords(html, own);
    for (const [part, content] of Object.entries({ subject, html: filled, text })) {
      const { names, faults } = inspectTemplate(content);
      if (content === '') faults.push('nothing in it');
      if (faults.length > 0) throw new Error(`${name}.${locale} ${part}: ${faults.join('; ')}`);
      for (const each of names) used.add(each);
    }
    const version = createHash('sha256').update(`${subject}\n${filled}\n${text}`).digest('hex').slice(0, 8);
    const wanted = Object.entries(others).filter(([key]) => html.includes(`[[${key}]]`));
    return { version: `${name}.${locale}.${version}`, subject, text, words: Object.fromEntries(wanted) };
  };
  const [vi, en] = [await wording('vi'), await wording('en')];
  return { variables: [...used].sort(), layout: html, vi, en };
}

/** Puts the room's partial layouts, else those of all mails, and the style of all into a layout. */
async function withPartials(layout: string, room: string): Promise<string> {
  let whole = layout;
  for (const [marker, partial] of layout.matchAll(/\[\[> (\w+)\]\]/g)) {
    const read = (of: string) => readFile(join(shared, of, 'templates/partials', `${partial}.mjml`), 'utf8');
    whole = whole.replace(marker, await read(room).catch(() => read('mail')));
  }
  return whole.replace('[[style]]', mailStyle);
}

/** MJML indents deeply; the spaces would be a third of every mail. */
function tidy(html: string): string {
  return html
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

if (import.meta.main) {
  const check = process.argv.includes('--check');
  const fresh = await generateTemplates(check);
  if (!fresh) console.error('the compiled mail templates are stale: run `npm run generate`');
  process.exitCode = fresh ? 0 : 1;
}
