import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { LeadListView } from '../../../api/leads/lead-view.ts';
import { TimelineView } from '../../../api/leads/timeline-view.ts';
import { defaultConfig } from '../../../config/index.ts';
import { person } from '../../support/people.ts';
import { runTool } from '../../support/run-tool.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

const user = 'admin@example.com';
const config = mkdtempSync(join(tmpdir(), 'pheu-config-'));
let runtime: Runtime;

beforeAll(async () => {
  runtime = await startRuntime({ isOwn: true });
});
afterAll(async () => {
  await runtime?.stop();
  rmSync(config, { recursive: true, force: true });
});

/** Publishes all reps as at work, or none, and waits until everybody knows. */
async function publishReps(active: boolean): Promise<void> {
  for (const [kind, documents] of Object.entries(defaultConfig)) {
    const changed = kind === 'reps' ? defaultConfig.reps.map((rep) => ({ ...rep, active })) : documents;
    writeFileSync(join(config, `${kind}.json`), JSON.stringify(changed, null, 2));
  }
  await runTool(runtime, 'tools/config.ts', { '--table': 'TableName' }, ['publish', 'reps', '--config', config]);
  await runtime.advance('PT1M');
}

async function post(submissionId: string): Promise<void> {
  await runtime.post('contact', { submissionId, fields: { ...person(1), province: 'Đà Nẵng' } });
  await runtime.idle();
}

const listWaiting = async () => LeadListView.parse((await runtime.get('/v1/leads?waiting=true', { user })).body).items;

const lead = async ({ email } = person(1)) => {
  const { items } = LeadListView.parse((await runtime.get(`/v1/leads?email=${email}`, { user })).body);
  const [only] = items;
  if (!only || items.length > 1) throw new Error(`${items.length} leads`);
  return only;
};

it('lets a lead wait in plain sight while nobody can take it, and gives it away when somebody comes back', async () => {
  await publishReps(false);

  await post('nobody-there');
  const waiting = await lead();
  const { items } = TimelineView.parse((await runtime.get(`/v1/leads/${waiting.leadId}/timeline`, { user })).body);

  expect(waiting.owner).toBeNull();
  // By the pool of its region, then by the one that takes what no other can.
  expect(items.filter(({ type }) => type === 'lead.unassigned')).toHaveLength(2);
  expect((await listWaiting()).map(({ leadId }) => leadId)).toEqual([waiting.leadId]);

  // By timers alone, nobody is found again and again, and nothing more is told.
  await runtime.advance('PT3H');
  await runtime.idle();
  const later = TimelineView.parse((await runtime.get(`/v1/leads/${waiting.leadId}/timeline`, { user })).body);
  expect(later.items).toHaveLength(items.length);

  await publishReps(true);
  await runtime.idle();

  expect((await lead()).owner).not.toBeNull();
  expect(await listWaiting()).toEqual([]);
  expect((await runtime.calls()).filter(({ errorType }) => errorType?.startsWith('AccessDenied'))).toEqual([]);
});

it('has somebody told when the oldest has waited for too much of the working time', async () => {
  await publishReps(false);
  await runtime.post('contact', { submissionId: 'long-wait', fields: { ...person(3), province: 'Đà Nẵng' } });
  await runtime.idle();
  const rings = async () => (await runtime.logs()).filter(({ text }) => text.includes('leads wait without an owner')).length;

  // Whenever this runs, somebody works within a fortnight.
  for (let days = 0; days < 14 && (await rings()) === 0; days += 1) {
    await runtime.advance('P1D');
    await runtime.idle();
  }

  // Two tries at the same moment may both tell it; the alarm is one.
  expect(await rings()).toBeGreaterThan(0);
  await publishReps(true);
  await runtime.idle();
});

it('lets no slip of a message that is sent by hand hold up a pool, or ask another one out of turn', async () => {
  const ids = { leadId: (await lead()).leadId, causationId: 'by-hand', correlationId: 'by-hand' };
  const asked = { v: 1, kind: 'assign', cause: 'post', subject: 'lead', poolId: 'central', ...ids };
  for (const slip of [{ subject: 'the lead' }, { poolId: 'south' }]) {
    await runtime.aws.sqs.send(
      new SendMessageCommand({
        QueueUrl: runtime.queueUrls['pheu-dev-assign.fifo'],
        MessageBody: JSON.stringify({ ...asked, ...slip }),
        MessageGroupId: 'central',
        MessageDeduplicationId: Object.keys(slip).join(),
      }),
    );
  }

  await runtime.post('contact', { submissionId: 'behind', fields: { ...person(2), province: 'Đà Nẵng' } });
  await runtime.idle();

  expect((await lead(person(2))).owner).not.toBeNull();
  const setAside = (await runtime.logs()).filter(({ text }) => text.includes('message can never succeed and is set aside'));
  expect(setAside).toHaveLength(2);
});
