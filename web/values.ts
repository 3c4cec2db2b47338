import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Lang = 'vi' | 'en';

type Bilingual = Record<Lang, string>;
type Province = { name: string; macroRegion: string; mergedFrom: string[] };
type Field = { name: string; label: Bilingual; maxLength?: number; options?: { value: string; label: Bilingual }[] };
type Form = {
  id: string;
  honeypotField: string;
  fields: Field[];
  progressive?: { fields?: string[]; atOnce?: number };
  consentTexts: { purpose: string; text: Bilingual }[];
};
type Company = { name: string; address: string; phone: string; email: string };

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Writes a text so that a page shows it as it is. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

const option = (value: string, label: string): string => `              <option value="${escapeHtml(value)}">${escapeHtml(label)}</option>`;

/** A province's label carries the former names that people still look for: "Tây Ninh (Long An)". */
const provinceOption = ({ name, mergedFrom }: Province): string => {
  const former = mergedFrom.filter((old) => old !== name);
  return option(name, former.length > 0 ? `${name} (${former.join(', ')})` : name);
};

const choose: Bilingual = { vi: 'Chọn', en: 'Please choose' };
const autocomplete: Record<string, string> = { company: 'organization', title: 'organization-title' };

/** What the form asks over several visits: the first few as everybody sees them, the rest for form.js to bring when their turn comes. */
const progressiveRows = ({ fields, progressive: { fields: names = [], atOnce = 2 } = {} }: Form, lang: Lang): string =>
  names
    .flatMap((name) => fields.filter((field) => field.name === name))
    .map(({ name, label, maxLength = 200, options }, place) => {
      const [hidden, disabled] = place < atOnce ? ['', ''] : [' hidden', ' disabled'];
      const fill = autocomplete[name] ? ` autocomplete="${autocomplete[name]}"` : '';
      const control = options
        ? [
            `<select id="${name}" name="${name}"${disabled}>`,
            option('', choose[lang]),
            ...options.map(({ value, label }) => option(value, label[lang])),
            '            </select>',
          ].join('\n')
        : `<input id="${name}" name="${name}"${fill} maxlength="${maxLength}"${disabled}>`;
      return `          <div class="row" data-pheu-field data-pheu-progressive${hidden}>
            <label for="${name}">${escapeHtml(label[lang])}</label>
            ${control}
          </div>`;
    })
    .join('\n');

const formValues = (form: Form, lang: Lang): Record<string, string> => ({
  honeypot: form.honeypotField,
  // The server's default where the configuration names no length.
  ...Object.fromEntries(form.fields.map(({ name, maxLength = 200 }) => [`max.${name}`, `${maxLength}`])),
  ...Object.fromEntries(
    form.fields.flatMap(({ name, options }) =>
      options ? [[`options.${name}`, options.map(({ value, label }) => option(value, label[lang])).join('\n')]] : [],
    ),
  ),
  progressive: progressiveRows(form, lang),
  ...Object.fromEntries(form.consentTexts.map(({ purpose, text }) => [`consent.${purpose}`, escapeHtml(text[lang])])),
});

/**
 * Everything that a page may name as `{{key}}`, in one language. The page takes the form's texts from the configuration, so that what
 * a visitor reads next to a box is word for word what the consent record names.
 */
export const pageValues = async (root: string, lang: Lang): Promise<Record<string, string>> => {
  const read = async (path: string) => JSON.parse(await readFile(join(root, 'config', path), 'utf8'));
  const { provinces }: { provinces: Province[] } = await read('data/vn-provinces.json');
  const forms: Form[] = await read('forms.json');
  const [company]: Company[] = await read('company.json');
  const contact = forms.find(({ id }) => id === 'contact');
  if (!contact || !company) throw new Error('config/ has no form "contact" or no company');

  const countOf = (region: string) => `${provinces.filter(({ macroRegion }) => macroRegion === region).length}`;
  return {
    ...formValues(contact, lang),
    provinces: provinces
      .toSorted((a, b) => a.name.localeCompare(b.name, 'vi'))
      .map(provinceOption)
      .join('\n'),
    north: countOf('north'),
    central: countOf('central'),
    south: countOf('south'),
    company: escapeHtml(company.name),
    address: escapeHtml(company.address),
    phone: escapeHtml(company.phone),
    phoneLink: company.phone.replace(/[^+\d]/g, ''),
    email: escapeHtml(company.email),
  };
};
