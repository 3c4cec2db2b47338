import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WakeMessage } from '../../../events/index.ts';
import type { OutgoingMessage, Queue } from '../../../shared/platform/queues.ts';
import { wakeNext, withoutWakes } from '../../../shared/platform/wake.ts';

function heard(): { queue: Queue; messages: OutgoingMessage[] } {
  const messages: OutgoingMessage[] = [];
  const send = async (message: OutgoingMessage) => void messages.push(message);
  return { queue: { send, sendAll: () => Promise.reject(new Error('one is enough')) }, messages };
}

describe('waking who comes next', () => {
  it('sends each queue one message, in FIFO queues apart from every group with work', async () => {
    const [ordered, plain] = [heard(), heard()];

    await wakeNext({ ordered: [ordered.queue], plain: [plain.queue] });

    expect(ordered.messages).toEqual([{ body: { v: 1, kind: 'wake' }, groupId: 'wake', deduplicationId: 'wake' }]);
    expect(plain.messages).toEqual([{ body: { v: 1, kind: 'wake' } }]);
    for (const { body } of [...ordered.messages, ...plain.messages]) expect(WakeMessage.parse(body)).toEqual(body);
  });

  it('wakes the others where one queue refuses, and harms nobody', async () => {
    const plain = heard();
    const refusing: Queue = { ...plain.queue, send: () => Promise.reject(new Error('refused')) };

    await expect(wakeNext({ ordered: [refusing], plain: [plain.queue] })).resolves.toBeUndefined();

    expect(plain.messages).toHaveLength(1);
  });

  it('gives up on a queue that does not answer', async () => {
    let gaveUp = false;
    const deaf: Queue['send'] = (_, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          gaveUp = true;
          reject(signal.reason);
        });
      });

    await wakeNext({ ordered: [], plain: [{ ...heard().queue, send: deaf }] });

    expect(gaveUp).toBe(true);
  });
});

describe('a batch with wakes in it', () => {
  it('keeps every other record, in its order, whatever is written in it', () => {
    const work = fc.string().map((body) => ({ body }));
    const wake = fc.constant({ body: JSON.stringify({ v: 1, kind: 'wake' }) });

    fc.assert(
      fc.property(fc.array(fc.oneof(work, wake)), (records) => {
        expect(withoutWakes(records)).toEqual(records.filter(({ body }) => !body.includes('"wake"')));
      }),
    );
  });
});
