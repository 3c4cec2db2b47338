import { beforeEach, describe, expect, it } from '@jest/globals';
import { readAddress } from '../../../shared/mail/address.ts';
import { putReconcileNight, reconcileRequest } from '../../../shared/mail/reconcile-request.ts';
import { reconcileSuppressionIn } from '../../../shared/mail/reconcile-work.ts';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { UnavailableError } from '../../../shared/platform/errors.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import type { SuppressedAddress } from '../../../shared/platform/suppressed-addresses.ts';
import { doWork } from '../../../shared/work/index.ts';
import { digests } from '../../support/digests.ts';
import { samplePost } from '../../support/lead-world/sample.ts';
import { asked, MailWorld } from '../../support/mail-world.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { randomFrom } from '../../support/random-numbers.ts';
import { memorySuppressed, unlisted } from '../../support/suppressed.ts';
import { workWorld } from '../../support/work.ts';

const now = new Date('2026-11-27T22:00:00.000Z');
let table: MemoryTable;
beforeEach(() => {
  table = memoryTable();
});

const stateOf = (email: string) => readAddress({ table, digests }, email);
const listed = (email: string, reason: SuppressedAddress['reason'] = 'bounce', at = '2026-11-20T01:00:00.000Z'): SuppressedAddress => ({
  email,
  reason,
  at: new Date(at),
});

/** Compares, and all work that follows from it; returns how many runs it took. */
async function reconcile(addresses: readonly SuppressedAddress[], { pageSize = 1_000, pagesPerRun = 20, log = silentLog } = {}) {
  const { listSuppressed, asked: spans } = memorySuppressed(addresses, pageSize);
  const world = workWorld(table, now);
  const kinds = [reconcileSuppressionIn(pagesPerRun)];
  const pending: unknown[] = [{ v: 1, kind: reconcileRequest.kind, request: { span: null } }];
  for (let message = pending.shift(); message !== undefined; message = pending.shift()) {
    await doWork(message as never, kinds, { ...world.parts, listSuppressed, log });
    pending.push(...world.sent.work.splice(0).map(({ body }) => body));
  }
  return spans.length;
}

describe('the night', () => {
  it('closes an address that SES keeps on its list and told nothing of, with its reason and its moment', async () => {
    await reconcile([listed('Lan@Example.com'), listed('nam@example.com', 'complaint', '2026-11-21T02:03:04.000Z')]);

    expect(await stateOf('lan@example.com')).toEqual(
      expect.objectContaining({ suppression: { reason: 'permanentBounce', at: '2026-11-20T01:00:00.000Z' } }),
    );
    expect((await stateOf('nam@example.com')).suppression).toEqual({ reason: 'complaint', at: '2026-11-21T02:03:04.000Z' });
  });

  it('leaves what is closed as it is, and opens nothing that SES lets go', async () => {
    await reconcile([listed('lan@example.com', 'complaint')]);

    await reconcile([listed('lan@example.com', 'bounce', '2026-11-25T00:00:00.000Z')]);
    await reconcile([]);

    expect((await stateOf('lan@example.com')).suppression).toEqual({ reason: 'complaint', at: '2026-11-20T01:00:00.000Z' });
  });

  it('sets the next night, also where SES does not answer', async () => {
    const world = workWorld(table, now);
    const parts = {
      ...world.parts,
      listSuppressed: unlisted(new Error('TooManyRequestsException')),
    };

    const work = doWork({ v: 1, kind: reconcileRequest.kind, request: { span: null } }, [reconcileSuppressionIn(20)], parts);

    await expect(work).rejects.toThrow('TooManyRequests');
    const timers = [...table.items.values()].flatMap(({ pk, dueAt }) => (String(pk).startsWith('DUE#') ? [dueAt] : []));
    expect(timers).toEqual(['2026-11-28T22:00:00.000Z']);
  });

  it('is left to the next one during an outage of SES, in place of being tried again and again', async () => {
    const world = workWorld(table, now);
    const lines: unknown[] = [];
    const parts = {
      ...world.parts,
      log: { ...silentLog, warn: (message: string) => void lines.push(message) },
      listSuppressed: unlisted(new UnavailableError('SES does not list its suppressed addresses now')),
    };

    await doWork({ v: 1, kind: reconcileRequest.kind, request: { span: null } }, [reconcileSuppressionIn(20)], parts);

    expect(lines).toEqual(['SES does not list its suppressed addresses now; the next night compares them']);
  });

  it('is one timer, however often it is set', () => {
    const [one, again] = [putReconcileNight(new Date('2026-11-27T03:00:00.000Z')), putReconcileNight(new Date('2026-11-27T21:59:59.999Z'))];

    expect(again).toEqual(one);
  });

  it('goes on behind an address that it cannot read, and writes no address into its log', async () => {
    const lines: unknown[] = [];
    const log = { ...silentLog, warn: (...line: unknown[]) => lines.push(line) };

    await reconcile([listed('no address'), listed('lan@example.com')], { log: log as never });

    expect((await stateOf('lan@example.com')).suppression).toBeDefined();
    expect(lines).toEqual([['addresses were closed that SES had told nothing of', { listed: 2, closed: 1, unreadable: 1 }]]);
  });

  it('reads a list of any length in runs of a known size, all of it', async () => {
    const addresses = Array.from({ length: 500 }, (_, index) =>
      // Many in one second, as a campaign has them.
      listed(`khach${index}@example.com`, 'bounce', new Date(Date.parse('2026-11-01T00:00:00Z') + (index % 100) * 3_600_000).toISOString()),
    );

    const runs = await reconcile(addresses, { pageSize: 10, pagesPerRun: 4 });

    const open = await Promise.all(addresses.map(async ({ email }) => (await stateOf(email)).suppression === undefined));
    expect(open.filter(Boolean)).toHaveLength(0);
    expect(runs).toBeGreaterThan(10);
  });

  it('ends with a moment at which more came onto the list than one run takes', async () => {
    const addresses = Array.from({ length: 60 }, (_, index) => listed(`khach${index}@example.com`));

    await reconcile(addresses, { pageSize: 10, pagesPerRun: 2 });

    expect((await stateOf('khach59@example.com')).suppression).toBeDefined();
  });
});

it('leaves no address mailable of which SES had told, where a tenth of its events is lost', async () => {
  const world = new MailWorld();
  table = world.table;
  const random = randomFrom(20_261_127);
  const returned: SuppressedAddress[] = [];
  for (let index = 0; index < 100; index += 1) {
    const email = `khach${index}@gmail.com`;
    const lead = world.putLead({ leadId: LeadId.parse(`L${index}`), email });
    world.putPost(samplePost(lead, `p${index}`));
    // What limits mails to people is another matter, and would stop them here.
    await world.table.deleteAll([keys.strangers]);
    const sent = world.sent.length;
    await handleMailMessage(asked('welcome', lead.leadId, `p${index}`), world.parts());
    const mail = world.sent[sent];
    if (!mail) continue;
    const reason = index % 3 === 0 ? 'complaint' : 'bounce';
    returned.push(listed(email, reason, world.clock().toISOString()));
    if (random() < 0.1) continue;
    const said = { feedbackId: `f${index}`, timestamp: world.clock().toISOString() };
    await world.hear(
      reason === 'complaint'
        ? world.sesEvent(mail, 'Complaint', { complaint: said })
        : world.sesEvent(mail, 'Bounce', { bounce: { bounceType: 'Permanent', ...said } }),
    );
  }
  const openOf = async () => {
    const states = await Promise.all(returned.map(({ email }) => stateOf(email)));
    return states.filter(({ suppression }) => suppression === undefined).length;
  };
  const before = await openOf();

  const works = workWorld(table, new Date(world.clock().getTime() + 3_600_000));
  const { listSuppressed } = memorySuppressed(returned, 100);
  const parts = { ...works.parts, listSuppressed };
  await doWork({ v: 1, kind: reconcileRequest.kind, request: { span: null } }, [reconcileSuppressionIn(20)], parts);

  expect(returned.length).toBeGreaterThan(10);
  expect(before).toBeGreaterThan(0);
  expect(await openOf()).toBe(0);
});
