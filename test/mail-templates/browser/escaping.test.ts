import fc from 'fast-check';
import { z } from 'zod';
import { compileLocale } from '../../../shared/mail-templates/compile.ts';
import { openEngines } from '../../../shared/mail-templates/liquid.ts';
import { parse, render } from '../../../shared/mail-templates/resolve.ts';
import { scopeOf } from '../../../shared/mail-templates/scope.ts';
import { TemplateConfig, templateKind } from '../../../shared/mail-templates/template-config.ts';
import { anyHostileMarkup, hostileMarkup } from '../../support/hostile-markup.ts';
import { report, seed, size } from '../../support/proof.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';

const generated = size(400, 100_000);
/** So many mails go to the browser at once. */
const perBatch = 200;

const shown =
  '{{ lead.fullName }}{% if lead.company %}<b>{{ lead.company }}</b>{% endif %}{% for item in purchase.items %}<i>{{ item.name }}</i>{% endfor %}';
const example = TemplateConfig.parse(templateKind.example);
/** A value stands everywhere that a template may put one. */
const template: TemplateConfig = {
  ...example,
  fallbacks: { 'lead.fullName': { vi: 'A', en: 'A' }, 'lead.title': { vi: 'A', en: 'A' } },
  locales: {
    ...example.locales,
    vi: {
      subject: 'Chào {{ lead.fullName }}',
      preheader: '{{ lead.fullName }}',
      mjml:
        `<mj-section><mj-column><mj-text>${shown} <a href="{{ lead.title }}">{{ lead.title | append: lead.fullName }}</a></mj-text>` +
        `<mj-button href="{{ lead.fullName }}">{{ lead.fullName | upcase }}</mj-button><mj-table><tr><td>${shown}</td></tr></mj-table>` +
        `<mj-raw><tr><td>{{ lead.title | truncate: 40 }}</td></tr></mj-raw></mj-column></mj-section>`,
    },
  },
};

/** What a browser makes of a mail. */
const Seen = z.object({ shape: z.string(), labels: z.array(z.string()), links: z.array(z.string()), texts: z.array(z.string()) });
type Seen = z.infer<typeof Seen>;

/** Runs in the page: elements with their attributes and parents in their order, comments, where links lead, and what marked elements say. */
const look = `(mails) => mails.map((html) => {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const nodes = [...page.querySelectorAll('*')].filter(({ localName }) => localName !== 'br');
  const attributesOf = (node) => [...node.attributes].map(({ name, value }) => (name === 'href' || name === 'aria-label' ? name : name + '=' + value)).join();
  const comments = [];
  const walker = page.createNodeIterator(page, NodeFilter.SHOW_COMMENT);
  for (let one = walker.nextNode(); one; one = walker.nextNode()) comments.push(one.data);
  return {
    shape: [...nodes.map((node) => node.localName + '[' + attributesOf(node) + '] in ' + (node.parentElement?.localName ?? '')), ...comments].join('\\n'),
    labels: [...page.querySelectorAll('[aria-label]')].map((node) => node.getAttribute('aria-label')),
    links: [...page.querySelectorAll('[href]')].map((node) => node.getAttribute('href')),
    texts: [...page.querySelectorAll('b, i')].map((node) => node.textContent),
  };
})`;

const valuesOf = (value: string) => ({
  'lead.fullName': value,
  'lead.company': value,
  'lead.title': value,
  'purchase.items': [{ name: value, quantity: value, total: value }],
  'company.name': value,
  'company.address': value,
  'company.phone': value,
  'company.email': value,
  'company.websiteUrl': value,
});

async function writer() {
  const { compiled, faults } = await compileLocale(template, 'vi');
  expect(faults).toEqual([]);
  const engines = await openEngines();
  const parsed = parse(compiled, engines);
  return (value: string) => render(parsed, engines, scopeOf(valuesOf(value), template.fallbacks, 'vi'));
}

/** As a browser reads a text in which line breaks were made visible: it leaves out NUL, and takes CR for a line break. */
const asRead = (value: string) => value.replace(/\r?\n/g, '').replaceAll('\0', '').replaceAll('\r', '\n');

/** The same in an attribute, in which a line break cannot be made visible. */
const asLabel = (value: string) => value.replace(/\r?\n/g, '<br>').replaceAll('\0', '\ufffd').replaceAll('\r', '\n');

/** What is wrong with a mail; nothing where its value is text alone. */
function faultsOf(value: string, subject: string, { shape, labels, links, texts }: Seen, plain: Seen): string[] {
  const leads = (link: string) => /^(?:https?:\/\/|tel:\+?[0-9]|mailto:)/i.test(link) && link === value;
  return [
    ...(shape === plain.shape ? [] : ['other elements, attributes or comments']),
    ...(labels.every((label) => label === asLabel(value)) ? [] : ['another label']),
    ...(links.every((link) => link === '' || leads(link)) ? [] : ['a link that is no address']),
    ...(texts.length === plain.texts.length && texts.every((text) => text === asRead(value)) ? [] : ['another text']),
    ...(subject === `Chào ${value}` ? [] : ['another subject']),
  ].map((fault) => `${fault}: ${JSON.stringify(value)}`);
}

describeInChromium('a mail that is written from a template to somebody who typed an attack', (open) => {
  it('has the elements, attributes and links of its template, and the attack as text', async () => {
    const write = await writer();
    const page = await open();
    const seenOf = async (mails: readonly string[]) => z.array(Seen).parse(await page.evaluate(`(${look})(${JSON.stringify(mails)})`));
    const [plain] = await seenOf([write('A').html]);
    if (!plain) throw new Error('nothing was seen');
    const values = [...hostileMarkup, ...fc.sample(anyHostileMarkup, { numRuns: generated, seed })].filter((value) => value !== '');
    const faults: string[] = [];

    for (let start = 0; start < values.length; start += perBatch) {
      const batch = values.slice(start, start + perBatch);
      const mails = batch.map(write);
      const seen = await seenOf(mails.map(({ html }) => html));
      faults.push(...batch.flatMap((value, index) => faultsOf(value, mails[index]?.subject ?? '', seen[index] ?? plain, plain)));
    }

    expect(faults.slice(0, 20)).toEqual([]);
    report('mails to attackers', { listed: hostileMarkup.length, generated, 'unescaped values': faults.length });
  });

  it('runs and loads nothing where scripts run', async () => {
    const write = await writer();
    const page = await open();
    const happened: string[] = [];
    page.on('dialog', (dialog) => {
      happened.push(dialog.message());
      void dialog.dismiss();
    });
    await page.route('**/*', (route) => {
      happened.push(route.request().url());
      return route.abort();
    });

    for (const value of hostileMarkup) {
      await page.setContent(write(value).html);
      // Whatever listens to a pointer or to the focus is woken.
      await page.evaluate(
        `document.querySelectorAll('*').forEach((node) => { node.dispatchEvent(new Event('mouseover')); node.focus?.(); })`,
      );
    }
    expect(happened).toEqual([]);
    // And an attack that is no text would have been noticed.
    await Promise.all([page.waitForEvent('dialog'), page.setContent('<img src=x onerror=alert(1)>')]);
    expect(happened).toContain('1');
  });
});
