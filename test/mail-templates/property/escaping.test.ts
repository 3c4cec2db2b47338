import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileLocale } from '../../../shared/mail-templates/compile.ts';
import { openEngines } from '../../../shared/mail-templates/liquid.ts';
import { parse, render } from '../../../shared/mail-templates/resolve.ts';
import { scopeOf } from '../../../shared/mail-templates/scope.ts';
import { TemplateConfig, templateKind } from '../../../shared/mail-templates/template-config.ts';
import { withoutLinks } from '../../../shared/mail-templates/values.ts';

const example = TemplateConfig.parse(templateKind.example);
const mjml =
  '<mj-section><mj-column><mj-text>[{{ lead.fullName }}] {% if lead.company %}<b>[{{ lead.company }}]</b>{% endif %} {% for item in purchase.items %}[{{ item.name }}]{% endfor %}</mj-text>' +
  '<mj-button href="{{ company.websiteUrl }}">[{{ lead.title }}]</mj-button></mj-column></mj-section>';
const texts = { 'lead.fullName': 'A', 'lead.title': 'B' };
const fallbacks = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { vi: text, en: text }]));
const template: TemplateConfig = {
  ...example,
  fallbacks,
  locales: { ...example.locales, vi: { subject: '{{ lead.fullName }}', preheader: '{{ lead.title }}', mjml } },
};

/** What breaks out of texts and attributes, of Liquid, of headers. */
const hostile = fc.constantFrom(
  ...['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", '</td></table>', '<!--', '-->', ']]>'],
  ...[
    '{{ lead.fullName }}',
    '{% if true %}',
    '{%',
    '}}',
    '{{',
    '`',
    '&lt;script&gt;',
    '&#60;',
    '\u2028',
    '\r\nBcc: a@b.example',
    '<svg/onload=1>',
  ],
  ...[
    'javascript:alert(1)',
    'data:text/html,x',
    'https://a.example/"onclick="x',
    'https://a.example',
    'JaVaScRiPt:1',
    ' javascript:1',
    'java\nscript:1',
  ],
);
const value = fc.oneof(
  hostile,
  fc.string({ unit: 'binary' }),
  fc.tuple(fc.string(), hostile, fc.string()).map((parts) => parts.join('')),
);

async function writer() {
  const { compiled, faults } = await compileLocale(template, 'vi');
  expect(faults).toEqual([]);
  const engines = await openEngines();
  const parsed = parse(compiled, engines);
  return (values: Parameters<typeof scopeOf>[0]) => render(parsed, engines, scopeOf(values, template.fallbacks, 'vi'));
}

/** The tags of a mail in their order, with the names of their attributes. */
const shapeOf = (html: string) =>
  [...html.matchAll(/<(\/?[a-z!][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/gi)].map(
    ([, name, attributes = '']) => `${name} ${[...attributes.matchAll(/([\w:-]+)=(?:"[^"]*"|'[^']*')/g)].map(([, key]) => key).join(' ')}`,
  );

describe('whatever a value is', () => {
  it('a mail has the tags and attributes of its template, and shows the value as text', async () => {
    const write = await writer();
    const plain = shapeOf(
      write({
        'lead.fullName': 'a',
        'lead.company': 'a',
        'lead.title': 'a',
        'purchase.items': [{ name: 'a', quantity: '1', total: '' }],
        'company.websiteUrl': 'https://a.example',
      }).html,
    );

    fc.assert(
      fc.property(value, value, value, value, (name, company, title, link) => {
        const values = {
          'lead.fullName': name,
          'lead.company': company === '' ? 'x' : company,
          'lead.title': title,
          'purchase.items': [{ name: company, quantity: '1', total: '' }],
          'company.websiteUrl': link,
        };

        const { html, subject } = write(values);

        // Line breaks of a value are shown as such.
        expect(shapeOf(html.replaceAll('<br>', '')).filter((one) => !one.startsWith('br'))).toEqual(
          plain.filter((one) => !one.startsWith('br')),
        );
        expect(html).not.toMatch(/href="\s*(?:javascript|data|vbscript):/i);
        expect(subject).toBe(name === '' ? 'A' : name);
      }),
      { numRuns: 2_000 },
    );
  });

  it('what somebody typed about themselves makes no link in a mail program', () => {
    fc.assert(
      fc.property(fc.oneof(value, fc.webUrl(), fc.emailAddress(), fc.domain()), (text) => {
        const shown = withoutLinks(text);

        expect(shown).not.toMatch(/https?:|www\.|@|\p{L}\.\p{L}/u);
      }),
    );
    expect(['Công ty TNHH An Bình', 'evil.example', 'www.a', 'a@b', 'TP. Hồ Chí Minh', 'gọi 0901234567'].map(withoutLinks)).toEqual([
      'Công ty TNHH An Bình',
      '',
      '',
      '',
      'TP. Hồ Chí Minh',
      '',
    ]);
  });
});

describe('what a template may not reach', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s of a scope is nothing', async (name) => {
    const { html } = await openEngines();
    const scope = scopeOf({ 'lead.fullName': 'A' }, {}, 'vi');

    expect(html.parseAndRenderSync(`{{ ${name} }}{{ lead.${name} }}{{ lead.fullName.${name} }}`, scope)).toBe('');
  });

  it.each(['include', 'render', 'layout', 'assign', 'capture', 'increment', 'tablerow', 'liquid', 'raw', 'echo', 'cycle'])(
    'the tag %s is unknown',
    async (tag) => {
      const { html } = await openEngines();

      expect(() => html.parse(`{% ${tag} "a" %}{% end${tag} %}`)).toThrow(`tag "${tag}" not found`);
    },
  );

  it('a render that never ends is ended', async () => {
    const { html } = await openEngines();
    const rows = Array.from({ length: 3_000 }, () => ({ name: 'a' }));
    const scope = scopeOf({ 'purchase.items': rows }, {}, 'vi');
    const parsed = html.parse('{% for a in purchase.items %}{% for b in purchase.items %}{{ b.name }}{% endfor %}{% endfor %}');

    expect(() => html.renderSync(parsed, scope)).toThrow(/limit exceeded/);
  });
});
