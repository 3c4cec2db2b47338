import { normaliseEmail } from '../identity/index.ts';
import { isoTime, secondsMs } from '../platform/clock.ts';
import type { AddressDigest } from '../platform/digests.ts';
import { UnavailableError } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import type { Span, SuppressedAddress } from '../platform/suppressed-addresses.ts';
import { writeTogether } from '../platform/table.ts';
import { askFor, defineWork, type WorkParts } from '../work/index.ts';
import { suppressAddress } from './address.ts';
import { putReconcileNight, reconcileRequest } from './reconcile-request.ts';
import { AddressState } from './record.ts';

/** SES began in January 2011. */
const begin = new Date('2011-01-01T00:00:00.000Z');

/**
 * Closes, each night, every address that stands on SES' suppression list and not among ours: the event that told of it was lost. A list that is
 * too long for one run is halved by time, because SES' own marks of a page are not ours to keep in a queue. Safe to repeat.
 * @param pagesPerRun after which a span of the list is halved
 */
export function reconcileSuppressionIn(pagesPerRun: number) {
  return defineWork({
    kind: 'reconcileSuppression' satisfies typeof reconcileRequest.kind,
    schema: reconcileRequest.schema,
    async run({ span: asked }, parts) {
      const { table, clock, queues, log } = parts;
      const now = clock();
      // Before anything is read: whatever happens to this night, there is another.
      if (!asked) await table.put(putReconcileNight(now).Put);
      const span = asked ? { from: new Date(asked.from), to: new Date(asked.to) } : { from: begin, to: now };
      let [pages, listed, closed, unreadable] = [0, 0, 0, 0];
      try {
        for await (const page of parts.listSuppressed(span)) {
          if (pages >= pagesPerRun && isDivisible(span)) {
            await queues.work.sendAll(halvesOf(span).map((half) => askFor(reconcileRequest, { span: half })));
            log.info('the suppression list is compared in parts', { from: isoTime(span.from), to: isoTime(span.to) });
            return;
          }
          const done = await closeMissing(page, parts);
          pages += 1;
          listed += page.length;
          closed += done.closed;
          unreadable += done.unreadable;
        }
      } catch (error) {
        if (!(error instanceof UnavailableError)) throw error;
        // Tried again at once, it would only meet the same outage: the next night compares the whole list.
        log.warn('SES does not list its suppressed addresses now; the next night compares them', { listed, closed });
        return;
      }
      const told = { listed, closed, unreadable };
      if (closed > 0) log.warn('addresses were closed that SES had told nothing of', told);
      else log.info('the suppression list is compared', told);
    },
  });
}

/** A page is a thousand addresses, and a second of SES. */
export const reconcileSuppressionWork = reconcileSuppressionIn(20);

const isDivisible = ({ from, to }: Span): boolean => to.getTime() - from.getTime() >= 2 * secondsMs;

/** The moment in the middle is of both halves: nothing falls between them. */
function halvesOf({ from, to }: Span): { from: string; to: string }[] {
  const middle = isoTime(new Date(Math.floor((from.getTime() + to.getTime()) / 2)));
  return [
    { from: isoTime(from), to: middle },
    { from: middle, to: isoTime(to) },
  ];
}

/** Closes those addresses of a page that are open here. */
async function closeMissing(page: readonly SuppressedAddress[], { table, digests }: Pick<WorkParts, 'table' | 'digests'>) {
  const listed = new Map<AddressDigest, SuppressedAddress>();
  let unreadable = 0;
  for (const one of page) {
    const read = normaliseEmail(one.email);
    if (read.ok) listed.set(digests.address(read.email), one);
    else unreadable += 1;
  }
  const known = await table.batchGet([...listed.keys()].map((address) => keys.address(address)));
  const isClosed = new Set(known.filter((item) => AddressState.parse(item).suppression !== undefined).map(({ pk }) => pk));
  const missing = [...listed].filter(([address]) => !isClosed.has(keys.address(address).pk));
  for (let begun = 0; begun < missing.length; begun += atOnce) {
    await Promise.all(missing.slice(begun, begun + atOnce).map(([address, one]) => close(address, one, table)));
  }
  return { closed: missing.length, unreadable };
}

/** Writes that are under way together. */
const atOnce = 20;

function close(address: AddressDigest, { reason, at }: SuppressedAddress, table: WorkParts['table']): Promise<void> {
  return writeTogether(table, [suppressAddress(address, reason === 'complaint' ? 'complaint' : 'permanentBounce', isoTime(at))]);
}
