import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { synthesise } from '../../../local/synthesis/synthesise.ts';
import { LeadId, MailId } from '../../../shared/platform/ids.ts';
import { deploymentSecrets } from '../../support/deployment-secrets.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { huong, mailOf, multipart, plainPart } from '../support/build-mail.ts';
import { type CorpusMail, corpus } from '../support/corpus.ts';
import { addressFor } from '../support/inbound-world.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const replyDomain = 'tra-loi.example.vn';
const admin = { user: 'admin@example.com' };
const email = 'huong@answers.example';

/** What the function says that became of a mail. */
function outcomeIn(line: string): [string, string][] {
  if (!line.includes('"messageId"')) return [];
  const { message, messageId, reason }: Record<string, string | undefined> = JSON.parse(line);
  const kinds = { 'a person answered a mail': 'reply', 'a machine answered a mail': 'automatic' };
  const kind = Object.entries(kinds).find(([said]) => said === message)?.[1] ?? reason;
  return messageId === undefined || kind === undefined ? [] : [[messageId, kind]];
}

describe('where answers to mails come in', () => {
  let runtime: Runtime;
  let leadId: string;
  let address: string;
  beforeAll(async () => {
    const directory = join(root, '.pheu', 'assembly-replies');
    runtime = await startRuntime({ assembly: await synthesise({ root, directory, settings: { replyDomain } }) });
    const fields = { fullName: 'Nguyễn Thị Hường', email, phone: '0912345678', province: 'TP.HCM' };
    await runtime.post('contact', { submissionId: 'answers', fields, consent: { contact: true }, context: { locale: 'vi' } });
    await runtime.idle();
    leadId = (await runtime.get(`/v1/leads?email=${encodeURIComponent(email)}`, admin)).body.items[0].leadId;
    address = /<([^<>]+)>$/.exec((await runtime.mails(email))[0]?.replyTo[0] ?? '')?.[1] ?? '';
  });
  afterAll(() => runtime?.stop());

  const comes = async (raw: Buffer, more: Record<string, unknown> = {}) => {
    const body = JSON.stringify({ rawBase64: raw.toString('base64'), to: [address], from: email, ...more });
    const answer = await runtime.request('/_local/inbound', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    await runtime.idle();
    return answer;
  };
  const replies = async () => (await runtime.get(`/v1/leads/${leadId}/replies`, admin)).body.items;
  const page = async () => (await runtime.get(`/v1/leads/${leadId}?include=timeline,tasks`, admin)).body;

  it('a mail names a signed address, and its answer stands with the lead, as text and as a task', async () => {
    expect(address).toMatch(/^a[a-z2-7]{61}@tra-loi\.example\.vn$/);
    const file = [
      'Content-Type: image/jpeg; name="anh.jpg"\r\nContent-Disposition: attachment; filename="anh.jpg"\r\nContent-Transfer-Encoding: base64',
      '/9j/',
    ] as const;

    await comes(
      mailOf({ from: `Hường <${email}>`, ...multipart('mixed', [[plainPart, 'Chị quan tâm, gọi chị nhé.\r\n> Chào chị'], file]) }),
    );

    const { timeline, tasks } = await page();
    expect(await replies()).toMatchObject([{ way: 'mail', text: 'Chị quan tâm, gọi chị nhé.', unprovenFrom: null, files: ['anh.jpg'] }]);
    expect(timeline.items.filter(({ type }: { type: string }) => type === 'mail.replied')).toHaveLength(1);
    expect(tasks.filter(({ kind }: { kind: string }) => kind === 'mail')).toMatchObject([
      { title: expect.stringContaining('trả lời thư') },
    ]);
  });

  it('one from elsewhere is unproven; what SES finds fault with, and what answers nothing of ours, is set aside', async () => {
    const before = (await runtime.mails()).length;

    await comes(mailOf({ from: 'tu@answers.example', body: 'Tôi trả lời thay.' }), { from: 'tu@answers.example' });
    await comes(mailOf({ from: email, body: 'Mua ngay' }), { failed: ['spam'] });
    await comes(mailOf({ from: email, body: 'Chào' }), { to: [`info@${replyDomain}`] });
    await comes(
      mailOf({ from: email, subject: 'Vắng mặt: nghỉ phép', body: 'Tôi nghỉ đến 05/12.', headers: { 'Auto-Submitted': 'auto-replied' } }),
    );

    expect((await replies()).map(({ unprovenFrom }: { unprovenFrom: string | null }) => unprovenFrom)).toEqual([
      'tu@answers.example',
      null,
    ]);
    // Nobody is written to because of a mail that came in.
    expect((await runtime.mails()).length).toBe(before);
    expect((await comes(mailOf({ body: 'x' }), { to: ['huong@elsewhere.example'] })).status).toBe(422);
  });

  it('each mail of the corpus comes to its lead or is set aside, through the function as it is built', async () => {
    const { SignedLinkKey } = await deploymentSecrets(runtime);
    await runtime.post('contact', { submissionId: 'corpus', fields: { fullName: 'Hường', email: huong }, consent: { contact: true } });
    await runtime.idle();
    const [welcome] = await runtime.mails(huong);
    const mail = { leadId: LeadId.parse(welcome?.tags.leadId), mailId: MailId.parse(welcome?.tags.mailId) };
    const sent = new Map<string, CorpusMail>();
    const refused: CorpusMail[] = [];

    for (const [place, one] of corpus.entries()) {
      // A lead has so many answers a day.
      if (place % 18 === 17) await runtime.advance('PT25H');
      const to = [addressFor(one.to, mail, new Date(), 'reply', SignedLinkKey)];
      const failed = one.failed ? [one.failed] : [];
      const { status, body } = await comes(one.raw, { to, from: one.sender ?? huong, failed });
      if (status === 200) sent.set(body.messageId, one);
      else refused.push(one);
    }

    const outcomes = new Map((await runtime.logs()).flatMap(({ text }) => outcomeIn(text)));
    const wrong = [...sent].flatMap(([id, { name, expected }]) => {
      const want = expected.kind === 'held' ? expected.reason : expected.kind;
      return outcomes.get(id) === want ? [] : [{ name, want, got: outcomes.get(id) }];
    });
    expect(wrong).toEqual([]);
    // SES takes in no mail to another domain.
    expect(refused.map(({ to }) => to)).toEqual(
      corpus.filter(({ to, raw }) => to === 'otherDomain' || raw.length === 0).map(({ to }) => to),
    );
    expect(sent.size).toBeGreaterThanOrEqual(60);
  });

  it('the function lacks no right, and tells nothing of a person', async () => {
    const logs = await runtime.logs();

    expect(logs.filter(({ text }) => text.includes('AccessDenied'))).toEqual([]);
    expect(logs.filter(({ text }) => text.includes(email) || text.includes('quan tâm'))).toEqual([]);
  });
});
