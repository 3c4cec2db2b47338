import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createClock } from '../../clock.ts';
import { openQueues, type ReceivedMessage } from '../../services/index.ts';
import { runs, seed } from '../support/seeded.ts';

const numRuns = runs(100, 10_000);

type Step =
  | { readonly kind: 'send'; readonly group: number }
  | { readonly kind: 'receive'; readonly max: number }
  | { readonly kind: 'finish'; readonly pick: number; readonly how: 'delete' | 'return' }
  | { readonly kind: 'wait'; readonly seconds: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('send' as const), group: fc.integer({ min: 0, max: 2 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('receive' as const), max: fc.integer({ min: 1, max: 10 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('finish' as const),
      pick: fc.nat(20),
      how: fc.constantFrom('delete' as const, 'return' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 40 }) }) },
);

describe('a FIFO queue', () => {
  it('keeps the order of each group and loses nothing, whatever fails', async () => {
    console.log(`sqs-fifo: ${numRuns} runs, seed ${seed}`);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const clock = createClock();
        const queues = openQueues({ clock, accountId: '000000000000', region: 'ap-southeast-1' });
        const { arn } = queues.createQueue({ name: 'model.fifo', fifo: true, visibilityTimeoutMs: 30_000 });
        const waiting = new Map<string, string[]>();
        let held: { readonly message: ReceivedMessage; readonly untilMs: number }[] = [];
        let sentCount = 0;
        const isLocked = (group: string) => held.some(({ message }) => message.attributes.MessageGroupId === group);
        const restoreOrder = (bodies: string[]) => bodies.sort((left, right) => Number(left) - Number(right));
        const giveBack = ({ body, attributes }: ReceivedMessage) => {
          const group = attributes.MessageGroupId ?? '';
          waiting.set(group, restoreOrder([...(waiting.get(group) ?? []), body]));
        };

        for (const action of steps) {
          if (action.kind === 'send') {
            const group = `g${action.group}`;
            const body = `${sentCount++}`;
            queues.send(arn, { body, groupId: group, deduplicationId: body });
            waiting.set(group, [...(waiting.get(group) ?? []), body]);
          } else if (action.kind === 'wait') {
            clock.advance(action.seconds * 1000);
          } else if (action.kind === 'finish') {
            const one = held[action.pick];
            if (one === undefined) continue;
            held = held.filter((other) => other !== one);
            if (action.how === 'delete') queues.delete(arn, [one.message.receiptHandle]);
            else {
              queues.setVisibility(arn, one.message.receiptHandle, 0);
              giveBack(one.message);
            }
          } else {
            for (const lapsed of held.filter(({ untilMs }) => untilMs <= clock.now())) giveBack(lapsed.message);
            held = held.filter(({ untilMs }) => untilMs > clock.now());
            const received = await queues.receive(arn, action.max, 0);
            const expectedCount = Math.min(
              action.max,
              [...waiting].filter(([group]) => !isLocked(group)).reduce((sum, [, bodies]) => sum + bodies.length, 0),
            );
            expect(received.length).toBe(expectedCount);
            for (const group of new Set(received.map(({ attributes }) => attributes.MessageGroupId ?? ''))) {
              expect(isLocked(group)).toBe(false);
              const bodies = received.filter(({ attributes }) => attributes.MessageGroupId === group).map(({ body }) => body);
              expect(bodies).toEqual((waiting.get(group) ?? []).slice(0, bodies.length));
              waiting.set(group, (waiting.get(group) ?? []).slice(bodies.length));
            }
            held.push(...received.map((message) => ({ message, untilMs: clock.now() + 30_000 - 500 })));
          }
          for (const lapsed of held.filter(({ untilMs }) => untilMs <= clock.now())) giveBack(lapsed.message);
          held = held.filter(({ untilMs }) => untilMs > clock.now());
        }

        const { visible, inFlight } = queues.depth(arn);
        expect(inFlight).toBe(held.length);
        expect(visible).toBe([...waiting.values()].flat().length);
        clock.close();
      }),
      { numRuns, seed },
    );
  });
});
