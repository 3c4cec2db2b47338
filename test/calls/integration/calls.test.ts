import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askForCall, CallEnded, callIdFor, probeCall } from '../../../shared/calls/index.ts';
import { createTable } from '../../../shared/platform/table.ts';
import { eventually } from '../../support/eventually.ts';
import { runTool } from '../../support/run-tool.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

let runtime: Runtime;
beforeAll(async () => {
  // What ops write is dated by their own clock: on a borrowed runtime, whose clock is ahead, it might have expired.
  runtime = await startRuntime({ isOwn: true });
});
afterAll(() => runtime?.stop());

/** `npm run calls`, as ops would run it; what it said and how it ended. */
async function calls(...args: string[]): Promise<{ readonly said: string; readonly code: number }> {
  try {
    return { said: await runTool(runtime, 'tools/calls.ts', { '--table': 'TableName', '--queue': 'CallsQueueUrl' }, args), code: 0 };
  } catch (error) {
    const { stdout, stderr, code } = error as { stdout: string; stderr: string; code: number };
    return { said: `${stdout}${stderr}`, code };
  }
}

describe('a call of the deployment', () => {
  it('is asked for by an item alone, and goes nowhere inside, whatever name leads there', async () => {
    const probe = await calls('probe', 'https://localhost/latest/meta-data?token=secret');
    await runtime.idle();

    expect(probe).toEqual({ said: 'no answer: forbiddenAddress\n', code: 1 });
    const messages = await runtime.messages('pheu-dev-calls');
    expect(messages).toMatchObject([{ groupId: 'probe' }]);
    expect(JSON.parse(messages[0]?.body ?? '')).toEqual({ v: 1, kind: 'probe', callId: expect.any(String) });
    const written = JSON.stringify([messages, await runtime.logs()]);
    expect(written).toContain('call attempted');
    expect(written).not.toMatch(/secret|meta-data/);
  });

  it('is refused where it is asked for by clear text', async () => {
    expect(await calls('probe', 'http://partner.example/')).toEqual({ said: 'the address must begin with https://\n', code: 1 });
  });

  it('that waits is told of again by ops; one that has ended is not', async () => {
    expect(await calls('resend')).toEqual({ said: '0 calls wait; their messages were sent again\n', code: 0 });
  });

  it('asks for the work that its kind names when it has ended, by its id alone and by way of the stream', async () => {
    const callId = callIdFor('test');
    const kind = { ...probeCall, tells: { kind: 'ofALaterVersion', schema: CallEnded } };
    const request = { url: 'https://localhost/' };

    const table = createTable(runtime.aws.document, runtime.aws.tableName);
    await table.put(askForCall(kind, { callId, endpoint: 'crm', request, at: new Date() }).Put);
    // Others may have work at this time of day.
    const asked = async () => (await runtime.messages('pheu-dev-work')).filter(({ groupId }) => groupId === 'ofALaterVersion');
    await eventually('work is asked for', async () => (await asked()).length > 0);

    const messages = await asked();
    expect(messages.map(({ body }): unknown => JSON.parse(body))).toEqual([{ v: 1, kind: 'ofALaterVersion', request: { callId } }]);
  });
});
