import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import mjml2html from 'mjml';
import { inspectTemplate } from '../shared/mail/render.ts';
import { words } from '../shared/mail/templates/words.ts';
import { type TemplateName, templateVariables } from '../shared/mail/variables.ts';

const folder = join(import.meta.dirname, '../shared/mail/templates');
const target = join(import.meta.dirname, '../shared/mail/generated/templates.ts');
const locales = ['vi', 'en'] as const;
type Locale = (typeof locales)[number];

const fileName = (name: TemplateName) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Compiles the mail templates; `check` compares with the committed file instead of writing it, and answers whether that is fresh. */
export async function generateTemplates(check = false): Promise<boolean> {
  const compiled: Record<string, Record<string, unknown>> = {};
  for (const name of ['assignedNotice', 'repeatNotice', 'hotNotice', 'welcome', 'followUp'] as const satisfies readonly TemplateName[]) {
    compiled[name] = {};
    for (const locale of locales) compiled[name][locale] = await compile(name, locale);
  }
  const source = [
    '// Made by `npm run generate` from shared/mail/templates; change those.',
    "import type { Template, TemplateName } from '../variables.ts';",
    '',
    `export const templates: Readonly<Record<TemplateName, { readonly vi: Template; readonly en: Template }>> = ${JSON.stringify(compiled, null, 2)};`,
    '',
  ].join('\n');
  const committed = await readFile(target, 'utf8').catch(() => '');
  if (committed === source) return true;
  if (!check) await writeFile(target, source);
  return !check;
}

async function compile(name: TemplateName, locale: Locale) {
  const layout = await fill(await readFile(join(folder, `${fileName(name)}.mjml`), 'utf8'), name, locale);
  // MJML would load every web font that a style names from its maker, who would learn who reads the mail, when and where.
  const { html: raw, errors } = await mjml2html(layout, { validationLevel: 'strict', fonts: {} });
  if (errors.length > 0) throw new Error(`${name}: ${errors.map(({ formattedMessage }) => formattedMessage).join('; ')}`);
  const html = tidy(raw);
  const text = await readFile(join(folder, `${fileName(name)}.${locale}.txt`), 'utf8');
  const subject = words[name][locale].subject ?? '';
  const allowed = new Set<string>(templateVariables[name]);
  for (const [part, content] of Object.entries({ subject, html, text })) {
    const { names, faults } = inspectTemplate(content);
    const unknown = [...names].filter((used) => !allowed.has(used));
    if (unknown.length > 0) faults.push(`unknown variables ${unknown.join(', ')}`);
    if (content === '') faults.push('nothing in it');
    if (faults.length > 0) throw new Error(`${name}.${locale} ${part}: ${faults.join('; ')}`);
  }
  const version = createHash('sha256').update(`${subject}\n${html}\n${text}`).digest('hex').slice(0, 8);
  return { version: `${name}.${locale}.${version}`, subject, html, text };
}

/** Puts partial layouts, then words, into a layout; both may hold variables. */
async function fill(layout: string, name: TemplateName, locale: Locale): Promise<string> {
  let whole = layout;
  for (const [marker, partial] of layout.matchAll(/\[\[> (\w+)\]\]/g)) {
    whole = whole.replace(marker, await readFile(join(folder, 'partials', `${partial}.mjml`), 'utf8'));
  }
  return whole.replace(/\[\[(\w+)\]\]/g, (_marker, key: string) => {
    const word = words[name][locale][key];
    if (word === undefined) throw new Error(`${name}.${locale}: no words for [[${key}]]`);
    return word;
  });
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
  if (!fresh) console.error('shared/mail/generated/templates.ts is stale: run `npm run generate`');
  process.exitCode = fresh ? 0 : 1;
}
