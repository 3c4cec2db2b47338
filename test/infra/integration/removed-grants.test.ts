import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import { person } from '../../support/people.ts';
import { report } from '../../support/proof.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { tableFacts } from '../../support/table-facts.ts';
import { assemblyWithout } from './assembly.ts';

/** One right of each of four roles is taken away: at the border, in the middle, at the gate, and behind the stream. */
const removed = [
  { functionName: 'capture-form', action: 'sqs:SendMessage', operation: 'SendMessage', resource: /pheu-dev-intake\.fifo/ },
  { functionName: 'assign-leads', action: 'dynamodb:GetItem', keyKind: 'POOL', operation: 'GetItem', resource: /table\/pheu-dev/ },
  { functionName: 'send-mail', action: 'ses:SendEmail', operation: 'SendEmail', resource: /:identity\// },
  { functionName: 'publish-changes', action: 'events:PutEvents', operation: 'PutEvents', resource: /event-bus\/pheu/ },
] as const;

describe('a grant that somebody took away', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'pheu-grants-data-'));
  let assembly = '';
  let runtime: Runtime;

  beforeAll(async () => {
    assembly = await assemblyWithout(removed);
    runtime = await startRuntime({ assembly, dataDir });
  });
  afterAll(async () => {
    await runtime?.stop();
    for (const directory of [assembly, dataDir]) rmSync(directory, { recursive: true, force: true });
  });

  it('makes the local run fail with AccessDenied, which names function, action and resource', async () => {
    const refusedCalls = async () => (await runtime.calls()).filter(({ errorType }) => errorType?.startsWith('AccessDenied'));
    const answer = await runtime.post('contact', { submissionId: 'denied', fields: { ...person(1), province: 'TP.HCM' } });
    await eventually('a refused call of each role', async () => {
      const principals = (await refusedCalls()).map(({ principal }) => principal);
      return removed.every(({ functionName }) => principals.some((principal) => principal.includes(functionName)));
    });
    await runtime.idle({ retries: 'skip' });

    expect([answer.status, answer.body.status]).toEqual([503, 503]);
    const said = (await runtime.logs()).filter(({ source, text }) => source === 'runtime' && text.startsWith('AccessDenied'));
    const calls = await refusedCalls();
    for (const { functionName, action, operation, resource } of removed) {
      const lines = said.filter(({ text }) => text.includes(functionName));
      expect({ functionName, lines: lines.length > 0 }).toEqual({ functionName, lines: true });
      for (const { text } of lines) {
        expect(text).toContain(action);
        expect(text).toMatch(resource);
      }
      expect(calls).toContainEqual(expect.objectContaining({ principal: expect.stringContaining(functionName), operation }));
    }
    expect(new Set(calls.map(({ principal }) => principal)).size).toBe(removed.length);
  });

  it('keeps the work: the message comes back, and the submission says that it still waits', async () => {
    const waits = (await runtime.get('/v1/forms/contact/submissions/denied', { user: 'admin@example.com' })).body;
    const queues = await runtime.queues();
    const { leads, entries } = await tableFacts(runtime);

    expect(waits.status).toBe('lead');
    expect(leads).toMatchObject([{ owner: null }]);
    expect(queues.find(({ name }) => name.endsWith('-assign.fifo'))).toMatchObject({ inFlight: 1 });
    expect(queues.filter(({ isDeadLetterQueue, visible }) => isDeadLetterQueue && visible > 0)).toEqual([]);
    expect([await runtime.mails(), await runtime.events()]).toEqual([[], []]);
    expect(entries.length).toBeGreaterThan(0);
  });

  it('loses nothing once the grants are back', async () => {
    await runtime.stop();
    runtime = await startRuntime({ dataDir });
    const again = await runtime.post('contact', { submissionId: 'denied', fields: { ...person(1), province: 'TP.HCM' } });
    await runtime.settle();
    // The mail's own message waits out its delay.
    await runtime.advance('PT5M');
    await runtime.settle();

    const { submissions, leads, decisions, entries } = await tableFacts(runtime);
    const mails = await runtime.mails();
    const published = new Set((await runtime.events()).map(({ event }) => String(event.detail.id)));
    expect(again.status).toBe(202);
    expect(submissions).toEqual(['contact/denied']);
    expect(leads).toMatchObject([{ owner: { poolId: 'south' } }]);
    expect(decisions).toHaveLength(1);
    expect(mails).toHaveLength(2);
    expect(mails.filter(({ to }) => to.includes(person(1).email))).toHaveLength(1);
    expect(mails.filter(({ subject }) => subject.startsWith('Lead mới'))).toHaveLength(1);
    expect(entries.map(({ id }) => id).filter((id) => !published.has(id))).toEqual([]);
    report('removed grants', { rights: removed.length, lost: 0, events: published.size, mails: mails.length });
  });
});
