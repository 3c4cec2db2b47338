import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTable } from '../../../shared/platform/table.ts';
import { assignMessageFor } from '../../../shared/routing/index.ts';
import { timerIdFor } from '../../../shared/timers/index.ts';
import { putForwardTimer } from '../../../shared/work/index.ts';
import { person } from '../../support/people.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { tableFacts } from '../../support/table-facts.ts';

let runtime: Runtime;
beforeAll(async () => {
  runtime = await startRuntime();
});
afterAll(() => runtime?.stop());

describe('a timer for a pool', () => {
  it('takes a lead back when it is due, by way of work and in the group of the pool', async () => {
    await runtime.post('contact', { submissionId: 'due-1', fields: { ...person(1), province: 'TP.HCM' } });
    await runtime.idle();
    const [decision] = (await tableFacts(runtime)).decisions;
    if (!decision) throw new Error('nobody decided');
    const { leadId, poolId, decisionId } = decision;
    const dueAt = new Date(Date.parse(await runtime.advance('PT0S')) + 90_000).toISOString();
    const recall = assignMessageFor({
      v: 1,
      kind: 'recall',
      leadId,
      subject: 'lead',
      poolId,
      decisionId,
      cause: 'recalled',
      correlationId: 'test',
    });

    const table = createTable(runtime.aws.document, runtime.aws.tableName);
    await table.put(putForwardTimer({ timerId: timerIdFor('test', leadId), dueAt }, 'assign', recall).Put);
    await runtime.advance('PT2M30S');
    await runtime.idle();

    const { entries } = await tableFacts(runtime);
    const sent = (await runtime.messages('pheu-dev-assign.fifo')).map(({ groupId, body }) => [groupId, JSON.parse(body)]);
    expect(sent).toContainEqual([poolId, recall.body]);
    expect(entries.filter(({ type }) => type === 'lead.unassigned')).toHaveLength(1);
    expect((await runtime.queues()).filter(({ isDeadLetterQueue, visible }) => isDeadLetterQueue && visible > 0)).toEqual([]);
  });
});
