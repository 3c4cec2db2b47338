import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { enlargePools } from '../../support/many-reps.ts';
import { runTool } from '../../support/run-tool.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

let runtime: Runtime;
beforeAll(async () => {
  runtime = await startRuntime({ isOwn: true });
  await enlargePools(runtime, 12);
});
afterAll(() => runtime?.stop());

const addressOf = (index: number) => `khong.co.ai.${index}@gmail.com`;

/** A person whose address takes no mail asks for advice, each from a network of its own. */
async function post(index: number): Promise<void> {
  const fate = { fate: { address: addressOf(index), is: 'bounced' } };
  await runtime.request('/_local/faults', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fate) });
  const fields = { fullName: 'Lê Thu', email: addressOf(index), phone: `0987 200 ${String(index).padStart(3, '0')}` };
  await runtime.post('contact', { submissionId: `bounce-${index}`, fields }, { ip: `203.0.113.${index}` });
}

async function postAll(from: number, to: number): Promise<void> {
  for (let index = from; index <= to; index += 1) await post(index);
  await runtime.idle();
}

const written = async () => {
  const kinds = (await runtime.mails()).map(({ tags }) => tags.kind);
  return { welcome: kinds.filter((kind) => kind === 'welcome').length, assigned: kinds.filter((kind) => kind === 'assignedNotice').length };
};
const mail = (command: string, ...args: string[]) => runTool(runtime, 'tools/mail.ts', { '--table': 'TableName' }, [command, ...args]);

it('stops mails to people after the twentieth of sixty that bounce, tells reps of all leads, and goes on when somebody says so', async () => {
  for (let index = 1; index <= 20; index += 1) await postAll(index, index);
  await postAll(21, 60);

  expect(await written()).toEqual({ welcome: 20, assigned: 60 });
  const { outcome } = (await runtime.get('/v1/forms/contact/submissions/bounce-60', { user: 'admin@example.com' })).body;
  const timeline = (await runtime.get(`/v1/leads/${outcome.leadId}/timeline?lang=en`, { user: 'admin@example.com' })).body;
  expect(JSON.stringify(timeline)).toContain('mails to leads were paused');
  const rings = (await runtime.logs()).filter(({ text }) => text.includes('mails to people are paused'));
  expect(rings).toHaveLength(1);
  expect(await mail('status')).toMatch(/^all mails to people are paused since .*: too many bounces, \d+ of \d+/);

  const said = [
    await mail('resume', '--by', 'lan', '--reason', 'Biểu mẫu đã đóng'),
    await mail('resume', '--reason', 'Xong'),
    await mail('status'),
  ];
  await postAll(61, 61);

  expect(said[0]).toMatch(/go on, by lan/);
  expect(said[1]).toMatch(/are not paused/);
  expect(said[2]).toMatch(/all were last paused at .* \(bounces\).*\nlast ended by lan at .*: Biểu mẫu đã đóng/s);
  expect(await written()).toEqual({ welcome: 21, assigned: 61 });
});

it('goes on by itself after a day', async () => {
  for (let index = 101; index <= 121; index += 1) await postAll(index, index);
  expect(await mail('status')).toMatch(/^all mails to people are paused since/);

  await runtime.advance('PT23H');
  await postAll(130, 130);
  const { welcome } = await written();
  await runtime.advance('PT1H10M');
  await postAll(131, 131);

  expect((await written()).welcome).toBe(welcome + 1);
});
