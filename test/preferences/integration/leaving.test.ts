import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toMorning } from '../../../bench/support/clock.ts';
import { openDigests } from '../../../shared/platform/digests.ts';
import { LeadId, TopicId } from '../../../shared/platform/ids.ts';
import { leavingLinks } from '../../../shared/preferences/index.ts';
import { deploymentSecrets } from '../../support/deployment-secrets.ts';
import { buttonOf } from '../../support/page-forms.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

const admin = { user: 'admin@example.com' };
const [email, newEmail] = ['huong@leaving.example', 'huong@moved.example'];
const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } };

describe('the ways out of a mail', () => {
  let runtime: Runtime;
  let leadId: LeadId;
  let links: (email: string) => { one: string; page: string };
  beforeAll(async () => {
    runtime = await startRuntime();
    const secrets = await deploymentSecrets(runtime);
    const fields = { fullName: 'Nguyễn Thị Hường', email, phone: '0912345678' };
    await runtime.post('contact', { submissionId: 'leaves', fields, consent: { newsletter: true }, context: { locale: 'vi' } });
    await runtime.idle();
    const [lead] = (await runtime.get(`/v1/leads?email=${encodeURIComponent(email)}`, admin)).body.items;
    leadId = LeadId.parse(lead.leadId);
    const digests = openDigests(secrets.IdentityKey);
    links = (to) => {
      const claims = { leadId, address: digests.address(to), locale: 'vi' as const, topic: TopicId.parse('uu-dai') };
      const made = leavingLinks(claims, new Date(), { siteUrl: '', signedLinkKey: secrets.SignedLinkKey });
      return { one: made.unsubscribeUrl, page: made.preferencesUrl };
    };
  });
  afterAll(() => runtime?.stop());

  /** Mails that a button asks for are timers of its transaction. */
  const minutesLater = async () => {
    await runtime.advance('PT2M');
    await runtime.idle();
  };
  const told = async () => {
    const { items } = (await runtime.get(`/v1/leads/${leadId}/timeline`, admin)).body;
    return items.flatMap(({ type, data }: { type: string; data: { change: string } }) =>
      type === 'lead.consent_changed' ? [data.change] : [],
    );
  };

  it('stop all advertising by the POST of a mail program, once, with one mail that confirms it, and by nothing that only looks', async () => {
    const { one, page } = links(email);
    for (const path of [one, page]) for (const method of ['GET', 'HEAD', 'OPTIONS']) await runtime.request(path, { method });
    const before = await told();
    const answers = [];
    for (let press = 0; press < 2; press += 1) {
      const { status, headers } = await runtime.request(one, { ...form, body: 'List-Unsubscribe=One-Click' });
      answers.push([status, headers.get('location'), headers.get('set-cookie')]);
    }
    await minutesLater();

    expect(before).toEqual([]);
    expect(answers).toEqual([
      [200, null, null],
      [200, null, null],
    ]);
    expect(await told()).toEqual(['refused']);
    const confirmations = (await runtime.mails(email)).filter(({ subject }) => subject.includes('đã ngừng gửi thư quảng cáo'));
    expect(confirmations.map(({ text }) => text?.includes('Đây không phải thư quảng cáo'))).toEqual([true]);
  });

  it('lead to another address, whose own mailbox confirms it; the old one is told, and what was refused holds there', async () => {
    const ask = (typed: string) =>
      runtime.request(links(email).page, { ...form, body: new URLSearchParams({ choose: 'address', email: typed }).toString() });
    const pages = [await ask(newEmail), await ask(email)].map(({ status, text }) => [status, text.replace(/preferences\/[\w.-]+/g, '')]);
    await minutesLater();
    const [link = ''] = (await runtime.mails(newEmail)).flatMap(({ text }) => /\/v1\/address\/[\w.-]+/.exec(text ?? '')?.[0] ?? []);
    for (const method of ['GET', 'HEAD', 'OPTIONS']) await runtime.request(link, { method });
    const unchanged = (await runtime.get(`/v1/leads/${leadId}`, admin)).body.email;
    const pressed = await runtime.request(link, { method: 'POST' });
    await runtime.request(link, { method: 'POST' });
    await minutesLater();

    expect(pages[0]).toEqual(pages[1]);
    expect([unchanged, pressed.status, pressed.text.includes('Cảm ơn')]).toEqual([email, 200, true]);
    expect((await runtime.get(`/v1/leads/${leadId}`, admin)).body.email).toBe(newEmail);
    const told = (await runtime.mails(email)).filter(({ text }) => text?.includes('tới địa chỉ mới'));
    expect(told).toHaveLength(1);
    expect(told[0]?.text).not.toContain(newEmail);
    const { text } = await runtime.request(links(newEmail).one);
    expect(text).toContain('Từ lúc này');
  });

  it('stop all by the button of the page that a mail leads to, with the run of the sequence that sent it', async () => {
    const to = 'mai@stops.example';
    const fields = { fullName: 'Lê Thị Mai', email: to, phone: '0912345679' };
    await runtime.post('contact', {
      submissionId: 'stops',
      fields,
      consent: { contact: true, newsletter: true },
      context: { locale: 'en' },
    });
    await minutesLater();
    const linkIn = async (path: string) =>
      (await runtime.mails(to)).flatMap(({ text }) => new RegExp(`/v1/${path}/[\\w.-]+`).exec(text ?? '')?.[0] ?? []).at(-1) ?? '';
    await toMorning(runtime);
    await runtime.request(await linkIn('subscribe'), { method: 'POST' });
    await minutesLater();
    const link = await linkIn('unsubscribe');
    const path = `/v1/leads/${(await runtime.get(`/v1/leads?email=${encodeURIComponent(to)}`, admin)).body.items[0].leadId}`;
    const runs = async () => (await runtime.get(`${path}/enrolments`, admin)).body.items.map(({ state }: { state: string }) => state);
    const before = await runs();
    const { body } = buttonOf((await runtime.request(link)).text, 'Stop all');

    const { status, text } = await runtime.request(link, { ...form, body });
    await minutesLater();

    expect([link, before]).toEqual([expect.stringContaining('/v1/unsubscribe/'), expect.arrayContaining(['active'])]);
    expect([status, text.includes('The e-mails have stopped')]).toEqual([200, true]);
    expect(new Set(await runs())).toEqual(new Set(['ended']));
    expect((await runtime.get(`${path}/forecast`, admin)).body.items).toEqual([]);
    const subjects = (await runtime.mails(to)).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.includes('has stopped advertising e-mails'))).toHaveLength(1);
    await runtime.advance('P14D');
    await minutesLater();
    expect((await runtime.mails(to)).filter(({ subject }) => subject.startsWith('[QC]'))).toHaveLength(1);
  });
});
