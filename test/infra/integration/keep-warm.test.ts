import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { readTemplate, referredId, resourcesOf } from '../support/templates.ts';

const Schedule = z.object({
  ScheduleExpression: z.string(),
  Target: z.object({ Arn: z.unknown(), Input: z.string().optional() }),
});

/** What each function between a form and a rep's notice is called with so that Lambda keeps it loaded. */
async function keptWarm(stage: 'dev' | 'prod'): Promise<Map<string, { every: string; input: unknown }>> {
  const template = await readTemplate(stage, 'app');
  const schedules = resourcesOf(template, 'AWS::Scheduler::Schedule').map(([, { Properties }]) => Schedule.parse(Properties));
  return new Map(
    schedules.flatMap(({ ScheduleExpression, Target: { Arn, Input } }) => {
      const name = String(template.Resources[referredId(Arn) ?? '']?.Properties.FunctionName);
      return Input === undefined
        ? []
        : [[name.replace(`pheu-${stage}-`, ''), { every: ScheduleExpression, input: JSON.parse(Input) }] as const];
    }),
  );
}

describe('functions that are kept warm', () => {
  let runtime: Runtime;

  beforeAll(async () => {
    runtime = await startRuntime();
  });
  afterAll(() => runtime.stop());

  it('are those between a form and the notice, in production only', async () => {
    const kept = await keptWarm('prod');

    expect([...kept.keys()].sort()).toEqual(['assign-leads', 'capture-form', 'intake-submissions', 'send-mail']);
    expect(new Set([...kept.values()].map(({ every }) => every))).toEqual(new Set(['rate(5 minutes)']));
    expect(await keptWarm('dev')).toEqual(new Map());
  });

  it('do nothing and complain of nothing when they are called for it', async () => {
    // One that starts for such a call wakes those that come next; it is called again and again.
    for (const [name, { input }] of await keptWarm('prod')) await runtime.invoke(name, input);
    await runtime.idle();
    await runtime.resetCalls();
    const from = (await runtime.logs()).at(-1)?.sequence ?? 0;

    for (const [name, { input }] of await keptWarm('prod')) {
      const { payload, error } = await runtime.invoke(name, input);
      expect({ name, error }).toEqual({ name, error: undefined });
      expect(payload).toMatchObject(name === 'capture-form' ? { statusCode: 404 } : { batchItemFailures: [] });
    }

    expect((await runtime.calls()).filter(({ operation }) => /Put|Update|Delete|Transact|Send/.test(operation))).toEqual([]);
    expect((await runtime.logs(from)).filter(({ text }) => /"(?:WARN|ERROR)"/i.test(text))).toEqual([]);
  });
});
