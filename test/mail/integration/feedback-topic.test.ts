import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

let runtime: Runtime;
beforeAll(async () => {
  // What SES says while it is set up is said once, before any file gets a shared runtime.
  runtime = await startRuntime({ isOwn: true });
});
afterAll(() => runtime?.stop());

it('leaves no dead letter when SES tries the topic of its events in its own words, once for each configuration set', async () => {
  await runtime.settle();

  const dead = (await runtime.queues()).filter(({ isDeadLetterQueue }) => isDeadLetterQueue);
  const said = (await runtime.messages('pheu-dev-mail-feedback')).map(({ body }) => body);
  const taken = (await runtime.invocations()).filter(({ functionName }) => functionName.endsWith('record-mail-feedback'));
  expect(said).toEqual(Array(3).fill(expect.stringMatching(/^Successfully validated SNS topic/)));
  expect(dead.filter(({ visible }) => visible > 0)).toEqual([]);
  expect(taken).not.toHaveLength(0);
});
