import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { FormId, LeadId } from '../../../shared/platform/ids.ts';
import { surveyUrl } from '../../../shared/surveys/index.ts';
import { deploymentSecrets } from '../../support/deployment-secrets.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

const admin = { user: 'admin@example.com' };
const email = 'huong@survey.example';
const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } };

let runtime: Runtime;
let leadId: LeadId;
let path: string;
beforeAll(async () => {
  runtime = await startRuntime({ isOwn: true });
  const { SignedLinkKey } = await deploymentSecrets(runtime);
  const fields = { fullName: 'Nguyễn Thị Hường', email, phone: '0912345678' };
  await runtime.post('contact', { submissionId: 'asked', fields, context: { locale: 'vi' } });
  await runtime.idle();
  const [lead] = (await runtime.get(`/v1/leads?email=${encodeURIComponent(email)}`, admin)).body.items;
  leadId = LeadId.parse(lead.leadId);
  const claims = { leadId, formId: FormId.parse('khao-sat'), mailId: 'mail-1', locale: 'vi' as const };
  path = surveyUrl(claims, { at: new Date(), days: 30 }, { siteUrl: '', signedLinkKey: SignedLinkKey });
});
afterAll(() => runtime?.stop());

const told = async () => {
  const { items } = (await runtime.get(`/v1/leads/${leadId}/timeline`, admin)).body;
  return items.filter(({ type }: { type: string }) => type === 'survey.answered');
};

it('comes by its link to the person, with all rights that it needs, once, and ends with their erasure', async () => {
  const asked = await runtime.request(path, { method: 'GET' });
  const answers = [];
  for (const body of ['score=3&reason=ch%E1%BA%ADm', 'score=10']) {
    answers.push((await runtime.request(path, { ...form, body })).status);
    await runtime.idle();
  }
  const events = await told();
  const { body: lead } = await runtime.get(`/v1/leads/${leadId}`, admin);

  expect([asked.status, asked.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(answers).toEqual([200, 200]);
  expect(events).toMatchObject([{ data: { formId: 'khao-sat', byLink: true, score: 3, group: 'detractor' } }]);
  expect(events[0].summary).toBe('Khảo sát: 3/10 (chưa hài lòng), biểu mẫu “Khảo sát khách hàng”');
  expect([lead.fullName, lead.email]).toEqual(['Nguyễn Thị Hường', email]);

  const erased = await runtime.request(`/v1/leads/${leadId}?reason=personAsked`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${await runtime.token(admin.user)}` },
  });
  await runtime.advance('PT15S');
  await runtime.idle();

  expect(erased.status).toBe(202);
  expect([
    (await runtime.request(path, { method: 'GET' })).status,
    (await runtime.request(path, { ...form, body: 'score=9' })).status,
  ]).toEqual([410, 410]);
});
