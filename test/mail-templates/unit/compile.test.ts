import { describe, expect, it } from '@jest/globals';
import { compileLocale } from '../../../shared/mail-templates/compile.ts';
import { needsOf } from '../../../shared/mail-templates/rules-needs.ts';
import { TemplateConfig, templateKind } from '../../../shared/mail-templates/template-config.ts';

const example = TemplateConfig.parse(templateKind.example);

type Changes = Partial<TemplateConfig['locales']['vi']> & Pick<Partial<TemplateConfig>, 'fallbacks' | 'purpose'>;

/** The Vietnamese of the example with something else in it. */
function written({ fallbacks = example.fallbacks, purpose = 'service', ...wording }: Changes): TemplateConfig {
  return { ...example, purpose, fallbacks, locales: { ...example.locales, vi: { ...example.locales.vi, ...wording } } };
}

const section = (inside: string) => `<mj-section><mj-column>${inside}</mj-column></mj-section>`;
const words = (inside: string) => section(`<mj-text>${inside}</mj-text>`);

async function faultsOf(changes: Changes): Promise<string[]> {
  const { faults } = await compileLocale(written(changes), 'vi');
  return faults.map(({ part, message }) => `${part}: ${message}`);
}

describe('a template that is published', () => {
  it.each([
    ['asks for what is not always known', words('{% if about.product %}{{ about.product }}{% endif %}'), {}],
    ['asks for two things at once', words('{% if about.product and lead.title %}{{ lead.title }}{% endif %}'), {}],
    ['asks which one it is', words('{% case about.product %}{% when "A" %}{{ about.product }}{% endcase %}'), {}],
    ['repeats rows', words('{% for item in purchase.items %}{{ item.name }}{{ forloop.index }}{% endfor %}'), {}],
    ['repeats sections', `<mj-raw>{% if about.product %}</mj-raw>${words('A')}<mj-raw>{% endif %}</mj-raw>`, {}],
    ['has a button to one of the addresses', section('<mj-button href="{{ company.websiteUrl }}">Xem</mj-button>'), {}],
    ['has pictures', section('<mj-image src="https://annhien.example/a.png" alt="A" />'), {}],
    [
      'has colours that are known everywhere',
      section(
        '<mj-text color="#0b6e63" container-background-color="rgb(250, 250, 250)"><b style="color:navy;border:1px solid #abc">#12345678</b></mj-text>',
      ),
      {},
    ],
    ['compares numbers', words('{% if purchase.total > 5 %}A{% endif %}'), {}],
  ])('has no fault when it %s', async (_, mjml, fallbacks) => {
    expect(await faultsOf({ mjml, fallbacks: { ...example.fallbacks, ...fallbacks } })).toEqual([]);
  });

  it('tells once of Liquid that a preheader has wrong', async () => {
    expect(await faultsOf({ preheader: '{% if a' })).toEqual([expect.stringMatching(/^preheader: .*line:1, col:1$/)]);
  });

  it.each([
    ['the line in which it was written', `${words('A')}\n${words('{% include "a" %}')}`, ['mjml: tag "include" not found, line:2, col:33']],
    ['what is not taken over, and not what that leaves', '<mj-style>a{}</mj-style>', ['mjml: <mj-style> is not taken over']],
  ])('names of a fault %s', async (_, mjml, faults) => {
    expect(await faultsOf({ mjml })).toEqual(faults);
  });

  it.each([
    ['names what no mail has', words('{{ lead.phone }}'), 'there is no lead.phone'],
    ['shows what a mail may be without', words('{{ lead.title }}'), 'lead.title is not always known'],
    [
      'shows it where something else is known',
      words('{% if lead.company or lead.title %}{{ lead.title }}{% endif %}'),
      'lead.title is not',
    ],
    ['shows it in the other branch', words('{% if lead.title %}A{% else %}{{ lead.title }}{% endif %}'), 'lead.title is not always known'],
    ['counts', words('{% for i in (1..1000000) %}A{% endfor %}'), 'a for repeats one of the lists'],
    ['shows a span', words('{{ (1..9) }}'), 'more than templates may do'],
    ['includes another', words('{% include "a" %}'), 'tag "include" not found'],
    ['keeps a value', words('{% assign a = "b" %}'), 'tag "assign" not found'],
    ['has raw output', words('{{ lead.givenName | raw }}'), 'undefined filter: raw'],
    ['reaches for more than a value', words('{{ lead.givenName.constructor }}'), 'there is no lead.givenName.constructor'],
    ['has Liquid between sections', `{% if about.product %}${words('A')}{% endif %}`, 'Liquid stands within'],
    ['has a value in an attribute', section('<mj-text color="{{ lead.givenName }}">A</mj-text>'), 'not in color'],
    ['has Liquid inside a tag', words('<a {{ lead.givenName }}>A</a>'), 'Liquid stands inside the tag'],
    ['links to a script', words('<a href="javascript:alert(1)">A</a>'), 'a link goes to one whole address'],
    ['makes an address of parts', words('<a href="https://a.example/{{ lead.givenName }}">A</a>'), 'a link goes to one whole address'],
    ['brings a script', words('<script>alert(1)</script>'), '<script> is not taken over'],
    ['brings a form', words('<form action="https://a.example">A</form>'), '<form> is not taken over'],
    ['includes a file', '<mj-include path="/etc/passwd" />', '<mj-include> is not taken over'],
    ['brings styles for all', '<mj-style>a { color: red }</mj-style>', '<mj-style> is not taken over'],
    ['listens to events', words('<b onclick="a()">A</b>'), 'the attribute onclick'],
    ['lays out by flex', words('<div style="display: flex">A</div>'), 'Outlook or Gmail drops display: flex'],
    ['has columns of its own', words('<div style="column-count:2">A</div>'), 'drops aspect-ratio, columns'],
    ['mixes a colour', words('<b style="color:hsl(10 20% 30%)">A</b>'), 'drops such colours'],
    ['has a colour that one sees through', section('<mj-text color="#00000080">A</mj-text>'), 'drops such colours'],
    ['writes a colour with spaces', section('<mj-text container-background-color="rgb(1 2 3)">A</mj-text>'), 'drops such colours'],
    ['has a picture without words', section('<mj-image src="https://annhien.example/a.png" />'), 'an image says in alt'],
    ['has a picture without words in a text', words('<img src="https://annhien.example/a.png" title="alt=1">'), 'an image says in alt'],
    ['floats', words('<div style="float:left">A</div>'), 'drops float'],
    ['has a picture from anywhere', section('<mj-image src="http://a.example/a.png" alt="" />'), 'begins with https://'],
    ['hides something', words('A<!-- B -->'), 'comments'],
    ['is cut off by Gmail', words('Xin chào. '.repeat(8_000)), 'Gmail cuts off'],
    ['is no MJML', '<mj-section><mj-text>A</mj-text>', ''],
  ])('has a fault when it %s', async (_, mjml, fault) => {
    const faults = await faultsOf({ mjml });

    expect(faults).toContainEqual(expect.stringContaining(fault));
    expect(faults.every((one) => one.startsWith('mjml: '))).toBe(true);
  });

  it('is told in which part a fault stands', async () => {
    expect(await faultsOf({ subject: '{{ lead.title }}', text: '{{ lead.phone }}' })).toEqual([
      expect.stringMatching(/^subject: lead\.title/),
      'text: there is no lead.phone',
    ]);
  });

  it('carries company, and in advertising the two links, in HTML and in plain text', async () => {
    for (const purpose of ['service', 'advertising'] as const) {
      const { compiled } = await compileLocale(written({ purpose }), 'vi');

      for (const part of [compiled.html, compiled.text]) {
        expect(part).toContain('{{ company.address }}');
        expect(part.includes('{{ links.unsubscribeUrl | url }}')).toBe(purpose === 'advertising');
        expect(part.includes('{{ links.preferencesUrl | url }}')).toBe(purpose === 'advertising');
      }
    }
  });

  it('has its words in plain text, links behind theirs', async () => {
    const mjml = section(
      '<mj-text>Chào <b>{{ lead.givenName }}</b>,<br>xem <a href="https://a.example/x">bảng giá</a> &amp; gọi</mj-text><mj-button href="{{ company.websiteUrl }}">Đặt lịch</mj-button>',
    );

    const { compiled } = await compileLocale(written({ mjml }), 'vi');

    expect(compiled.text.split('\n--\n')[0]?.trim()).toBe(
      'Chào {{ lead.givenName }},\nxem bảng giá: https://a.example/x & gọi\n\nĐặt lịch: {{ company.websiteUrl | url }}',
    );
  });
});

describe('what a template needs of a run', () => {
  it.each([
    ['shows', '{{ about.product }}', ['about.product']],
    ['repeats', '{% for item in purchase.items %}{{ item.name }}{% endfor %}', ['purchase.items']],
    ['shows behind a question', '{% if about.product %}A{% endif %}{{ about.product | upcase }}', ['about.product']],
    ['hands to a filter', '{{ lead.givenName | append: purchase.total }}', ['purchase.total']],
    ['asks for', '{% if about.product %}{{ about.product }}{% else %}{{ about.product }}{% endif %}', []],
    [
      'asks for around something else',
      '{% if purchase.items and lead.title %}{% if lead.title %}{{ purchase.total }}{% endif %}{% endif %}',
      ['purchase.total'],
    ],
    ['asks for within a case', '{% case about.product %}{% when "A" %}{{ about.product }}{% endcase %}', []],
    [
      'only writes in a text',
      '{% if lead.title == "about.product" %}{{ lead.title }}{% endif %}{{ lead.givenName | append: " purchase.total" }}',
      [],
    ],
  ])('is what it %s without asking', (_, inside, needed) => {
    const { vi } = written({ mjml: words(inside), subject: 'A' }).locales;

    expect(needsOf({ locales: { vi, en: vi } })).toEqual(needed);
  });
});
