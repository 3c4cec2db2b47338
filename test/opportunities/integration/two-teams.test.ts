import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { documentsOf, publishConfig } from '../../support/publish-config.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

const admin = 'admin@example.com';
const leader = 'leader.south@example.com';
const fields = { fullName: 'Nguyễn Thị Hường', email: 'huong@two-teams.example', phone: '0912 345 678', province: 'TP.HCM' };

let runtime: Runtime;
beforeAll(async () => {
  runtime = await startRuntime({ isOwn: true });
  const forms = await documentsOf(runtime, 'forms');
  await publishConfig(
    runtime,
    'forms',
    forms.map((form) => (form.id === 'contact' ? { ...form, opensOpportunity: true } : form)),
  );
});
afterAll(() => runtime?.stop());

async function ask(user: string, method: string, path: string, body?: unknown) {
  const headers = { authorization: `Bearer ${await runtime.token(user)}` };
  return runtime.request(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
}

/** Posts about two products, each of which has a pool of its own. Returns the person's lead, their other need, and the address of each one's rep. */
async function twoNeeds() {
  for (const product of ['ban-hang', 'kho-san-xuat']) {
    await runtime.post('contact', { submissionId: `of-${product}`, fields: { ...fields, product }, consent: { contact: true } });
    await runtime.idle();
  }
  const [lead] = (await ask(admin, 'GET', `/v1/leads?email=${fields.email}`)).body.items;
  const [need] = (await ask(admin, 'GET', `/v1/leads/${lead.leadId}/opportunities`)).body.items;
  const users: readonly { repId?: string; email: string }[] = (await ask(admin, 'GET', '/v1/config/users')).body.documents;
  const emailOf = (repId: string) => users.find((user) => user.repId === repId)?.email ?? '';
  return { path: `/v1/leads/${lead.leadId}`, need, first: emailOf(lead.owner.repId), second: emailOf(need.owner.repId) };
}

it('lets two teams work with a person, each with calls, tasks and entries of its own need alone', async () => {
  const { path, need, first, second } = await twoNeeds();
  const subject = need.opportunityId;
  await ask(second, 'POST', `${path}/calls`, { outcome: 'interested', opportunityId: subject });
  const task = { kind: 'mail', dueAt: runtime.ago(-86_400), subject, title: 'Giảm giá 20%' };
  const { taskId } = (await ask(second, 'POST', `${path}/tasks`, task)).body;
  const done = (user: string) => ask(user, 'POST', `/v1/tasks/${taskId}/done`, {});

  const seen = async (user: string) => {
    const answers = await Promise.all(['calls', 'tasks', 'timeline', 'opportunities'].map((what) => ask(user, 'GET', `${path}/${what}`)));
    return answers.map(({ status, text }) => [status, text.includes(subject)]);
  };
  const [byFirst, bySecond, byLeader] = [await seen(first), await seen(second), await seen(leader)];
  const refused = [await done(first), await done(leader)];
  await publishConfig(
    runtime,
    'users',
    (await documentsOf(runtime, 'users')).map((user) => (user.id === 'leader-south' ? { ...user, pools: [need.poolId] } : user)),
  );

  expect([byFirst, bySecond, byLeader]).toEqual([false, true, false].map((isSeen) => Array(4).fill([200, isSeen])));
  expect(refused.map(({ status }) => status)).toEqual([404, 404]);
  expect((await done(leader)).status).toBe(200);
});
