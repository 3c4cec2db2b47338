import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { leadSubject } from '../../../shared/platform/ids.ts';
import { assignMessageFor } from '../../../shared/routing/index.ts';
import { person } from '../../support/people.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { tableFacts } from '../../support/table-facts.ts';

let runtime: Runtime;

beforeAll(async () => {
  runtime = await startRuntime();
});
afterAll(() => runtime?.stop());

/** The lead as it stands, and what its timeline tells of owners, the oldest first. */
async function facts() {
  const { leads, entries } = await tableFacts(runtime);
  const [lead] = leads;
  if (!lead?.owner || leads.length > 1) throw new Error(`${leads.length} leads, or one of nobody`);
  const told = entries.filter(({ type }) => ['lead.assigned', 'lead.unassigned'].includes(type)).sort((a, b) => (a.at < b.at ? -1 : 1));
  return { leadId: lead.leadId, owner: lead.owner, told: told.map(({ type }) => type) };
}

/** Takes the lead back from whoever has it, as whoever asks for that sends it. */
async function takeBack(): Promise<void> {
  const { leadId, owner } = await facts();
  const { poolId, decisionId } = owner;
  const asked = { v: 1, kind: 'recall', leadId, subject: leadSubject, poolId, cause: 'recalled', decisionId } as const;
  const { body, groupId, deduplicationId } = assignMessageFor({ ...asked, correlationId: 'by-hand' });
  const [name] = Object.keys(runtime.queueUrls).filter((queue) => queue.endsWith('-assign.fifo'));
  await runtime.aws.sqs.send(
    new SendMessageCommand({
      QueueUrl: runtime.queueUrls[name ?? ''],
      MessageBody: JSON.stringify(body),
      MessageGroupId: groupId,
      MessageDeduplicationId: deduplicationId,
    }),
  );
  await runtime.idle();
}

it('gives a lead to the next rep each time it is taken back, however soon, and tells each of them', async () => {
  await runtime.post('contact', { submissionId: 'asks', fields: { ...person(1), province: 'TP.HCM' }, consent: { contact: true } });
  await runtime.idle();
  const first = await facts();

  await takeBack();
  const second = await facts();
  await takeBack();
  const third = await facts();

  expect(new Set([first, second, third].map(({ owner }) => owner.repId)).size).toBe(3);
  expect(third.told).toEqual(['lead.assigned', 'lead.unassigned', 'lead.assigned', 'lead.unassigned', 'lead.assigned']);
  const notices = (await runtime.mails()).filter(({ subject }) => subject.startsWith('Lead mới'));
  expect(notices).toHaveLength(3);
  expect((await runtime.calls()).filter(({ errorType }) => errorType?.startsWith('AccessDenied'))).toEqual([]);
});
