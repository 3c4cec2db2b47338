import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { report } from '../../support/proof.ts';
import { describeInChromium, type OpenPage } from '../../web/browser/support/chromium.ts';
import { type FinishedMail, houseMails, type Person, people, templateMails } from './support/all-mails.ts';

const auditScript = fileURLToPath(new URL('support/mail-audit.js', import.meta.url));
const widths = [320, 375, 600, 1024];
const locales = ['vi', 'en'] as const;
/** So many mails are in the browser at once, each in a frame of each width. */
const perBatch = 8;

const Audits = z.array(z.object({ faults: z.array(z.string()), isDark: z.boolean() }));

type Written = FinishedMail & { readonly person: Person };

/** Every mail that is shipped, to each of the people, in both languages. */
async function allMails(): Promise<Written[]> {
  const mails: Written[] = [];
  for (const locale of locales) {
    const fromTemplates = await templateMails(locale, people);
    for (const person of people) {
      const written = [...houseMails(locale, person), ...(fromTemplates.get(person) ?? [])];
      mails.push(...written.map((mail) => ({ ...mail, person })));
    }
  }
  return mails;
}

const nameOf = ({ name, locale, person }: Written) => `${name} ${locale} ${person}`;

/** Looks at mails in a theme at every width. */
async function looked(mails: readonly Written[], theme: 'light' | 'dark', open: OpenPage): Promise<{ faults: string[]; looks: number }> {
  const page = await open({ viewport: { width: 1100, height: 800 }, colorScheme: theme });
  await page.addInitScript({ path: auditScript });
  await page.goto('about:blank');
  // What a frame prefers is what the element around it is shown in.
  await page.evaluate('document.documentElement.style.colorScheme = "light dark"');
  const faults: string[] = [];
  let looks = 0;
  for (let start = 0; start < mails.length; start += perBatch) {
    const batch = mails.slice(start, start + perBatch);
    const asked = JSON.stringify(batch.map(({ html, locale }) => ({ html, locale })));
    const audits = Audits.parse(await page.evaluate(`window.auditMails(${asked}, ${JSON.stringify(widths)})`));
    looks += audits.filter(({ isDark }) => isDark === (theme === 'dark')).length;
    faults.push(
      ...batch.flatMap((mail, index) =>
        widths.flatMap((width, column) => {
          const found = audits[index * widths.length + column]?.faults ?? ['was not looked at'];
          return [...new Set(found)].map((fault) => `${nameOf(mail)} ${theme} ${width}: ${fault}`);
        }),
      ),
    );
  }
  return { faults, looks };
}

/** What is wrong with the words of a mail, wherever they are shown. */
function wordingFaults(mail: Written): string[] {
  const { subject, html, text, values, locale } = mail;
  const shown = html.replace(/<(style|title)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->|<[^>]*>/g, '\n');
  // The site's own address is as good by its host alone.
  const links = [...html.matchAll(/href="(?:https?:\/\/)([^"]*)"/g)].map(([, link = '']) => link.replaceAll('&amp;', '&'));
  const flat = `${subject} ${text}`.replace(/\s+/g, ' ');
  return [
    ...[subject, shown, text]
      .flatMap((part) => /\{\{|\{%|\[\[|undefined|\bnull\b|NaN/.exec(part)?.[0] ?? [])
      .map((left) => `left over: ${left}`),
    ...[subject, ...text.split('\n')].filter((line) => / {2}| [,.;:!?)](?: |$)|\( |:\s*:/.test(line)).map((line) => `spacing: ${line}`),
    ...(/<[a-z/][^>]*>|&[a-z]+;/i.test(text) ? ['markup in plain text'] : []),
    ...links.filter((link) => !text.includes(link)).map((link) => `plain text lacks ${link}`),
    ...values.filter((value) => !flat.includes(value.replace(/\s+/g, ' ').trim())).map((value) => `plain text lacks ${value}`),
    ...(locale === 'vi' && /(?<![\p{L}])(?:Bạn|bạn)(?![\p{L}])/u.test(`${subject} ${text}`) ? ['says bạn to a customer'] : []),
    ...(subject.length > 0 && subject === subject.trim() ? [] : ['subject']),
  ].map((fault) => `${nameOf(mail)}: ${fault}`);
}

describeInChromium('every mail that is shipped', (open) => {
  let mails: Written[];
  beforeAll(async () => {
    mails = await allMails();
  });

  it.each(['light', 'dark'] as const)('can be read on every screen, in both languages, by anybody: %s', async (theme) => {
    const { faults, looks } = await looked(mails, theme, open);

    expect(faults.slice(0, 40)).toEqual([]);
    expect(looks).toBe(mails.length * widths.length);
    report(`mails in Chromium, ${theme}`, { mails: mails.length, looks, faults: faults.length });
  });

  it('has whole words, and all of them in plain text', () => {
    expect(mails.flatMap(wordingFaults).slice(0, 40)).toEqual([]);
  });

  it('would be seen if it were not so (the audit itself)', async () => {
    const poor =
      '<html lang="en"><body style="background:#fff"><p style="color:#999">Pale</p><div style="width:2000px">Wide</div>' +
      '<p style="height:9px;overflow:hidden">Cut off here</p><p style="margin-top:-30px">Over it</p><a href="">Nowhere</a><a href="https://a.example"></a>' +
      '<img src="data:,"></body></html>';
    const mail = { name: 'poor', locale: 'vi', person: 'usual', subject: 's', html: poor, text: '', values: [] } as const;

    const { faults } = await looked([mail], 'light', open);

    const at320 = faults.filter((fault) => fault.startsWith('poor vi usual light 320: ')).map((fault) => fault.slice(25));
    expect(at320).toEqual([
      'is in the language en',
      expect.stringMatching(/^is \d+ px wide$/),
      'contrast 2.85: Pale',
      'cut off: Cut off here',
      expect.stringMatching(/^over each other: .* \| /),
      'a link to nowhere: Nowhere',
      'a link without words: https://a.example/',
      'an image without words: data:,',
    ]);
  });

  it('is dark where people like it dark', async () => {
    const page = await open({ colorScheme: 'dark' });
    await page.setContent(mails[0]?.html ?? '');

    expect(await page.evaluate('getComputedStyle(document.body.lastElementChild).backgroundColor')).toBe('rgb(20, 25, 29)');
  });
});
