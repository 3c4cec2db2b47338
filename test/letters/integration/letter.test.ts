import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { synthesise } from '../../../local/synthesis/synthesise.ts';
import { mailOf } from '../../replies/support/build-mail.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const email = 'huong@letters.example';
const admin = { user: 'admin@example.com' };
type Mails = Awaited<ReturnType<Runtime['mails']>>;

describe('a rep writes to a person', () => {
  let runtime: Runtime;
  let leadId: string;
  let owner: { repId: string };
  beforeAll(async () => {
    const directory = join(root, '.pheu', 'assembly-replies');
    runtime = await startRuntime({ assembly: await synthesise({ root, directory, settings: { replyDomain: 'tra-loi.example.vn' } }) });
    const fields = { fullName: 'Nguyễn Thị Hường', email, phone: '0912345678', province: 'TP.HCM' };
    await runtime.post('contact', { submissionId: 'letters', fields, consent: { contact: true }, context: { locale: 'vi' } });
    await runtime.idle();
    ({ leadId, owner } = (await runtime.get(`/v1/leads?email=${encodeURIComponent(email)}`, admin)).body.items[0]);
  });
  afterAll(() => runtime?.stop());

  const write = async (body: object, key: string) => {
    const authorization = `Bearer ${await runtime.token(admin.user)}`;
    const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': key };
    const answer = await runtime.request(`/v1/leads/${leadId}/letters`, { method: 'POST', headers, body: JSON.stringify(body) });
    await runtime.idle();
    return answer;
  };
  const letters = async (): Promise<Mails> => (await runtime.mails(email)).filter(({ tags }) => tags.kind === 'letter');

  it('once, and reads that it went out', async () => {
    const body = { subject: 'Báo giá như đã hẹn', text: 'Chào chị,\n\nEm gửi báo giá.' };
    const [first] = [await write(body, 'letter-1'), await write(body, 'letter-1')];

    expect(first?.status).toBe(201);
    expect(await letters()).toMatchObject([{ subject: 'Báo giá như đã hẹn', text: expect.stringContaining('Em gửi báo giá.') }]);
    expect((await runtime.get(`/v1/leads/${leadId}/letters`, admin)).body.items).toMatchObject([{ state: 'sent', reason: null }]);
  });

  it('and hears of the answer, which the next letter goes on from', async () => {
    const to = [/<([^<>]+)>$/.exec((await letters())[0]?.replyTo[0] ?? '')?.[1]];
    const raw = mailOf({ from: `Hường <${email}>`, subject: 'Re: Báo giá như đã hẹn', body: 'Giá hơi cao em ạ.' });
    const body = JSON.stringify({ rawBase64: raw.toString('base64'), to, from: email });
    await runtime.request('/_local/inbound', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    await runtime.idle();

    const desk = (await runtime.get(`/v1/leads/${leadId}/letters/new`, admin)).body;
    const asked = (await runtime.get(`/v1/leads/${leadId}?include=tasks`, admin)).body.tasks;
    await write({ subject: desk.answering.subject, text: 'Em gửi giá mới.', replyId: desk.answering.replyId }, 'letter-2');

    const left = (await runtime.get(`/v1/leads/${leadId}?include=tasks`, admin)).body.tasks;
    const [, answer] = await letters();
    expect(asked).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'mail', repId: owner.repId })]));
    // What was done is listed as well.
    expect(left.filter(({ kind, status }: { kind: string; status: string }) => kind === 'mail' && status === 'open')).toEqual([]);
    expect(answer).toMatchObject({ subject: 'Re: Báo giá như đã hẹn', headers: { 'In-Reply-To': '<one@mail.example.com>' } });
  });

  it('and no function lacks a right, or tells what was written', async () => {
    const logs = await runtime.logs();

    expect(logs.filter(({ text }) => text.includes('AccessDenied'))).toEqual([]);
    expect(logs.filter(({ text }) => text.includes(email) || text.includes('giá mới') || text.includes('hơi cao'))).toEqual([]);
  });
});
