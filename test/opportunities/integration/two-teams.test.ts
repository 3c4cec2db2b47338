import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ScoringConfig } from '../../../shared/scoring/scoring-config.ts';
import { easilyHot } from '../../support/lead-world/config.ts';
import { documentsOf, publishConfig } from '../../support/publish-config.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

const admin = 'admin@example.com';
const leader = 'leader.south@example.com';
const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@two-teams.example', phone: '0912 345 678', province: 'TP.HCM' };
const thao = { fullName: 'Phan Thu Thảo', email: 'thao@two-teams.example', phone: '0912 345 670', province: 'TP.HCM' };
const mai = { fullName: 'Lê Thị Mai', email: 'mai@two-teams.example', phone: '0912 345 679', province: 'TP.HCM' };

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

/** Posts about a product, and waits for what follows. */
async function post(fields: typeof huong, product: string, name: string, more: Record<string, string> = {}): Promise<void> {
  const submissionId = `${name}-${fields.email.split('@')[0]}`;
  await runtime.post('contact', { submissionId, fields: { ...fields, ...more, product }, consent: { contact: true } });
  await runtime.idle();
}

/** Posts about two products, each of which has a pool of its own. Returns the person's lead, their other need, and the address of each one's rep. */
async function twoNeeds(fields: typeof huong) {
  for (const product of ['ban-hang', 'kho-san-xuat']) {
    await post(fields, product, `of-${product}`);
  }
  const [lead] = (await ask(admin, 'GET', `/v1/leads?email=${fields.email}`)).body.items;
  const [need] = (await ask(admin, 'GET', `/v1/leads/${lead.leadId}/opportunities`)).body.items;
  const users: readonly { repId?: string; email: string }[] = (await ask(admin, 'GET', '/v1/config/users')).body.documents;
  const emailOf = (repId: string) => users.find((user) => user.repId === repId)?.email ?? '';
  return { path: `/v1/leads/${lead.leadId}`, need, first: emailOf(lead.owner.repId), second: emailOf(need.owner.repId) };
}

it('lets two teams work with a person, each with calls, tasks and entries of its own need alone', async () => {
  const { path, need, first, second } = await twoNeeds(huong);
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

const mailIds = async () => (await runtime.mails()).map(({ messageId }) => messageId);

/** Returns what tells to which of two teams mails went that were not asked for before: those in whose subject and text some words stand. */
function toldOf({ first, second }: { readonly first: string; readonly second: string }, before: readonly string[]) {
  const seen = new Set(before);
  const teams = new Map([
    [first, 'first'],
    [second, 'second'],
  ]);
  return async ({ subject = '', text = '' } = {}) => {
    const mails = (await runtime.mails()).filter(({ messageId }) => !seen.has(messageId));
    for (const { messageId } of mails) seen.add(messageId);
    const wanted = mails.filter((mail) => mail.subject.includes(subject) && mail.text?.includes(text));
    return wanted.flatMap(({ to }) => teams.get([to].flat().join()) ?? []).sort();
  };
}

it('tells each team of its own need: that it is theirs, of posts and of callbacks about it', async () => {
  const before = await mailIds();
  const { path, need, first, second } = await twoNeeds(mai);
  const told = toldOf({ first, second }, before);

  const given = await told({ subject: 'Lead mới' });
  await runtime.advance('PT1H');
  await post(mai, 'kho-san-xuat', 'again');
  const ofSecondNeed = await told({ subject: 'gửi lại' });
  await runtime.advance('PT1H');
  await post(mai, 'ban-hang', 'again-too');
  const ofFirstNeed = await told({ subject: 'gửi lại' });
  const call = { outcome: 'callback', callbackAt: runtime.ago(-7_200), opportunityId: need.opportunityId };
  const { status } = await ask(second, 'POST', `${path}/calls`, call);
  await told();
  await runtime.advance('PT1H50M');
  await runtime.idle();
  const ofCallback = await told({ subject: 'Gọi lại theo hẹn' });

  expect([status, given, ofSecondNeed, ofFirstNeed, ofCallback]).toEqual([200, ['first', 'second'], ['second'], ['first'], ['second']]);
});

it('tells both teams that the person is hot by the product of the second, and of what each has not done in the morning', async () => {
  const scoring = await documentsOf(runtime, 'scoring');
  await publishConfig(
    runtime,
    'scoring',
    scoring.map((rules) => easilyHot(ScoringConfig.parse(rules))),
  );
  const { path, need, first, second } = await twoNeeds(thao);
  const told = toldOf({ first, second }, await mailIds());
  await ask(first, 'POST', `${path}/calls`, { outcome: 'closed' });
  await ask(second, 'POST', `${path}/calls`, { outcome: 'closed' });
  const morning = async () => {
    const teams = new Set<string>();
    for (let day = 0; day < 4; day += 1) {
      await runtime.advance('P1D');
      await runtime.idle();
      for (const team of await told({ subject: 'việc quá hạn', text: thao.fullName })) teams.add(team);
    }
    return [...teams].sort();
  };

  const withNothingToDo = await morning();
  await post(thao, 'kho-san-xuat', 'wants', { company: 'Sông Thu', message: 'Cho xin báo giá' });
  const hot = await told({ subject: 'Lead nóng' });
  const tasks = (await ask(admin, 'GET', `${path}/tasks`)).body.items.filter(({ status }: { status: string }) => status === 'open');
  const overdue = await morning();

  expect([withNothingToDo, hot, overdue]).toEqual([[], ['first', 'second'], ['first', 'second']]);
  expect(tasks.map(({ subject }: { subject: string }) => subject).sort()).toEqual([need.opportunityId, 'lead'].sort());
});
