import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../shared/leads/index.ts';
import { TemplateConfig, templateKind } from '../../../shared/mail-templates/template-config.ts';
import { type HttpAnswer, type Runtime, startRuntime } from '../../support/runtime.ts';
import { tableFacts } from '../../support/table-facts.ts';

const admin = 'admin@example.com';
const marketer = 'marketer@example.com';
const person = { fullName: 'Trần Chim Én', email: 'chim.en@canary.example', phone: '0912 700 101', province: 'TP.HCM' };
const ofPerson = /chim|canary|912[ .]?700/i;

const service = TemplateConfig.parse(templateKind.example);
const wording = (greeting: string) => ({
  subject: `${greeting} {{ lead.givenName }}`,
  preheader: '{{ lead.fullName }}',
  mjml: `<mj-section><mj-column><mj-text>${greeting} {{ lead.fullName }}</mj-text></mj-column></mj-section>`,
});
const advertising = {
  ...service,
  id: 'uu-dai-thang',
  purpose: 'advertising',
  topic: 'uu-dai',
  locales: { vi: wording('Chào'), en: wording('Hello') },
  fallbacks: { 'lead.givenName': { vi: 'bạn', en: 'there' }, 'lead.fullName': { vi: 'bạn', en: 'there' } },
};

describe('mail templates over HTTP', () => {
  let runtime: Runtime;
  let lead: Lead;
  let version = 1;
  beforeAll(async () => {
    runtime = await startRuntime({ isOwn: true });
    await runtime.post('contact', { submissionId: 'nest', fields: person }, { ip: '10.9.0.1' });
    await runtime.settle();
    // What is brought along names templates of its own.
    await send('PUT', 'config/sequences', admin, { documents: [] }, { 'if-match': '"1"' });
    // Among what is shipped are service mails.
    await publish(admin, []);
    const leads = (await tableFacts(runtime)).leads;
    if (!leads[0]) throw new Error('the post made no lead');
    lead = leads[0];
  });
  afterAll(() => runtime?.stop());

  const send = async (method: 'PUT' | 'POST', path: string, user: string, body: unknown, headers = {}): Promise<HttpAnswer> => {
    const authorization = `Bearer ${await runtime.token(user)}`;
    return runtime.request(`/v1/${path}`, { method, body: JSON.stringify(body), headers: { ...headers, authorization } });
  };
  const publish = async (user: string, documents: readonly unknown[]): Promise<HttpAnswer> => {
    const answer = await send('PUT', 'config/templates', user, { documents }, { 'if-match': `"${version}"` });
    if (answer.status === 200) version += 1;
    return answer;
  };
  const preview = (user: string, body: object) => send('POST', 'templates/preview', user, { template: advertising, ...body });

  it('are service mails by the word of an admin, and are changed as such by admins alone', async () => {
    const sentence = 'what a service mail says is for admins: it needs no subscription';
    const refusedAt = ({ status, body }: HttpAnswer) => [status, body.errors];
    const louder = { ...service, locales: { ...service.locales, vi: { ...service.locales.vi, subject: 'Giảm giá' } } };

    const marked = await publish(marketer, [service]);
    const byAdmin = await publish(admin, [service]);
    const changed = await publish(marketer, [advertising, louder]);
    const turned = await publish(marketer, [{ ...advertising, id: service.id }]);
    const taken = await publish(marketer, [advertising]);
    const renamed = await publish(marketer, [{ ...service, id: 'ten-khac' }]);
    // The same mail in another order of its settings is no change.
    const fallbacks = Object.fromEntries(Object.entries(service.fallbacks).reverse());
    const beside = await publish(marketer, [{ ...service, fallbacks }, advertising]);

    expect(refusedAt(marked)).toEqual([422, [{ path: 'documents[0]', message: sentence }]]);
    expect(byAdmin.status).toBe(200);
    expect(refusedAt(changed)).toEqual([422, [{ path: 'documents[1]', message: sentence }]]);
    expect(refusedAt(turned)).toEqual([422, [{ path: 'documents[0]', message: sentence }]]);
    const lost = { path: `templates.${service.id}`, message: 'a service mail is taken away by admins alone: put it back as it stands' };
    expect(refusedAt(taken)).toEqual([422, [lost]]);
    expect(refusedAt(renamed)).toEqual([422, [{ path: 'documents[0]', message: sentence }, lost]]);
    expect([beside.status, beside.body.added]).toEqual([200, [advertising.id]]);
  });

  it('are not published about a topic that there is not', async () => {
    const { status, body } = await publish(admin, [service, { ...advertising, topic: 'khong-co' }]);

    expect([status, body.errors]).toEqual([422, [{ path: 'documents[1].topic', message: 'there is no topic khong-co' }]]);
  });

  it('stay while a sequence names them, which the answer says', async () => {
    const steps = [{ id: 'thu', do: 'mail', template: advertising.id }];
    const sequence = { id: 'thu', names: advertising.names, state: 'paused', priority: 5, triggers: [{ on: 'manual' }], reentry: 'never' };
    const named = await send('PUT', 'config/sequences', marketer, { documents: [{ ...sequence, steps }] }, { 'if-match': '"2"' });

    const { status, body } = await publish(marketer, [service]);

    expect(named.status).toBe(200);
    expect([status, body.errors]).toEqual([
      422,
      [
        {
          path: 'sequences.thu.steps[0].template',
          message: 'thu of sequences would not fit any more: there is no template uu-dai-thang',
        },
      ],
    ]);
  });

  it('are shown written to a lead, in both languages, to whoever may see who it is', async () => {
    const vi = await preview(admin, { leadId: lead.leadId });
    const en = await preview(admin, { leadId: lead.leadId, locale: 'en' });

    expect([vi.status, vi.body.subject, en.body.subject]).toEqual([200, '[QC] Chào Én', '[QC] Hello Én']);
    for (const { body } of [vi, en]) {
      expect([body.html, body.text].map((part) => part.includes('Trần Chim Én'))).toEqual([true, true]);
      // A look must not be able to unsubscribe anybody.
      expect(`${body.html}${body.text}`).not.toMatch(/\/v1\/(unsubscribe|preferences)/);
      // Each has an address to look at all the same.
      expect(body.text.match(/https:\S+#(unsubscribe|preferences)$/gm)).toHaveLength(2);
    }
    expect((await runtime.mails()).filter(({ subject }) => subject.includes('Chào Én'))).toEqual([]);
  });

  it('are shown under a made-up name to marketers, who do not see who a lead is', async () => {
    const answer = await preview(marketer, { leadId: lead.leadId });

    expect([answer.status, answer.body.subject]).toEqual([200, '[QC] Chào Lan']);
    expect(answer.text).not.toMatch(ofPerson);
  });

  it('show what the lead bought and the call that it was promised, as a mail to it would have them now', async () => {
    const inside =
      '{% if about.product %}{{ about.product }}{% endif %}{% for item in purchase.items %} {{ item.name }} {{ item.total }}{% endfor %}{% if about.moment %} | {{ about.moment }}{% endif %}';
    const thanks = { ...wording('Chào'), subject: inside };
    const draft = { ...advertising, id: 'don-hang', locales: { vi: thanks, en: thanks } };
    const order = {
      currency: 'VND',
      items: [{ product: 'ban-hang', quantity: 1, amount: 3_600_000 }],
      facts: [{ kind: 'ordered', at: '2026-11-20T03:04:05Z', amount: 3_600_000 }],
    };
    const subjects = async () => {
      const seen = await Promise.all([admin, marketer].map((user) => preview(user, { template: draft, leadId: lead.leadId })));
      return seen.map(({ body }) => [body.subject, body.values]);
    };

    const before = await subjects();
    const told = await send('POST', `leads/${lead.leadId}/purchases`, admin, order);
    const after = await subjects();

    expect(before).toEqual([
      ['[QC]', { of: 'record', sequenceId: null }],
      ['[QC] | 09:00, 07/12/2026', { of: 'record', sequenceId: null }],
    ]);
    expect([told.status, told.body.errors]).toEqual([200, undefined]);
    const bought = 'Bán hàng Bán hàng 3.600.000 ₫';
    expect(after).toEqual([
      [`[QC] ${bought}`, { of: 'lastOrder', sequenceId: null }],
      [`[QC] ${bought} | 09:00, 07/12/2026`, { of: 'lastOrder', sequenceId: null }],
    ]);
  });

  it('are not shown to those who write none, and about no lead that is not there', async () => {
    const answers = [
      await preview('manager.south@example.com', { leadId: lead.leadId }),
      await preview('nobody@example.com', { leadId: lead.leadId }),
      await preview(marketer, { leadId: 'L01NOSUCHLEAD' }),
      await preview(marketer, { leadId: lead.leadId, template: { ...advertising, subject: '{{ lead.email }}' } }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 422]);
    expect(answers.map(({ text }) => text).filter((text) => ofPerson.test(text))).toEqual([]);
  });

  it('leave nothing of a person in the log, whatever was looked at', async () => {
    const lines = (await runtime.logs()).filter(({ source }) => /compile/i.test(source));

    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => ofPerson.test(JSON.stringify(line)))).toEqual([]);
  });

  it('are listed and shown by a page of the local runtime', async () => {
    const page = await runtime.request('/_local/templates');
    const home = await runtime.request('/_local/');

    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(home.text).toContain('href="/_local/templates"');
  });
});
