import { expect, it } from '@jest/globals';
import { digestOf, putCompiled } from '../../../shared/mail-templates/compiled.ts';
import { TemplateConfig } from '../../../shared/mail-templates/template-config.ts';
import { readSurveyLink } from '../../../shared/surveys/link.ts';
import { sender } from '../../support/mail-world.ts';
import { NurtureWorld, templates } from '../../support/nurture-world.ts';
import { postRef } from '../../support/post-ref.ts';
import { mail, wait } from '../../support/sequences.ts';

const minutes = 60_000;
const days = 24 * 60 * minutes;
const wording = { subject: 'Hài lòng không?', preheader: 'x', mjml: '<mj-section></mj-section>' };

/** A sequence of two mails, both with the link of a survey that takes answers for a week. */
function asking() {
  const world = new NurtureWorld();
  world.now = Date.parse('2026-11-23T02:00:00.000Z');
  world.documents.forms = world.documents.forms.map((form) => ({ ...form, survey: { linkDays: 7 } }));
  const [form] = world.documents.forms;
  const asks = TemplateConfig.parse({
    id: 'hoi',
    names: { vi: 'hoi', en: 'hoi' },
    purpose: 'service',
    survey: form?.id,
    locales: { vi: wording, en: wording },
  });
  Object.assign(world.documents, { templates: [...templates, asks] });
  for (const locale of ['vi', 'en'] as const) {
    const write = putCompiled(digestOf(asks, locale), { subject: 'Hỏi', html: '<a href="{{ links.surveyUrl | url }}">x</a>', text: 'x' });
    if ('Put' in write) world.table.seed(write.Put.Item ?? {});
  }
  const contact = { granted: true, at: '2026-11-01T00:00:00.000Z', textVersion: '1', ...postRef('s1') };
  const lead = world.putLead({ consent: { contact } });
  const sequence = world.configure([mail('mot', { template: 'hoi' }), wait('cho', { for: 'P2D' }), mail('hai', { template: 'hoi' })]);
  const links = () => world.sent.map(({ html }) => /\/v1\/surveys\/([\w.-]+)"/.exec(html)?.[1] ?? '');
  const read = (token: string, after: number) => readSurveyLink(token, new Date(world.now + after), [sender.signedLinkKey]);
  return { world, lead, sequence, form, links, read };
}

it('carries a link of its own in each mail, to the survey that its template names, as long as that says', async () => {
  const { world, lead, sequence, form, links, read } = asking();
  await world.enrol(lead, sequence);
  await world.pass(minutes);
  const [first = ''] = links();

  expect(read(first, 6 * days)).toMatchObject({ kind: 'valid', claims: { leadId: lead.leadId, formId: form?.id, locale: 'vi' } });
  expect(read(first, 8 * days)).toMatchObject({ kind: 'expired' });

  await world.pass(3 * days);
  const [, second = ''] = links();
  const mailOf = (token: string) => Object(read(token, 0)).claims.mail;

  expect(links()).toHaveLength(2);
  expect(mailOf(second)).not.toBe(mailOf(first));
});

it('shows the address of a survey as it is: no token of the tracker is put into it', async () => {
  const { world, lead, sequence } = asking();
  await world.enrol(lead, sequence);
  await world.pass(minutes);

  expect(world.sent[0]?.html).toMatch(/\/v1\/surveys\/[\w.-]+"/);
});

it.each([
  [
    'a link without a survey',
    { locales: { vi: { ...wording, mjml: '<mj-button href="{{ links.surveyUrl }}">x</mj-button>' }, en: wording } },
  ],
])('refuses a template with %s', (_what, change) => {
  const parsed = TemplateConfig.safeParse({ id: 'x', names: { vi: 'x', en: 'x' }, purpose: 'service', ...change });

  expect(parsed.error?.issues).toMatchObject([{ path: ['survey'], message: 'name the form that links.surveyUrl leads to' }]);
});
