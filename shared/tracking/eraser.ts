import { defineEraser, type ErasedPerson, type EraserParts, type Following, type Removal, removalOf } from '../erasing/eraser.ts';
import { keys } from '../platform/keys.ts';
import { beginningWith, type Item, type Table } from '../platform/table.ts';
import { linksIn, putIdentity, readIdentity } from './identity-store.ts';
import { readPack } from './pack.ts';
import type { Identification } from './rules-segments.ts';
import { parseSession } from './store.ts';

/** What goes of a device in one slice. */
const itemsPerSlice = 50;

/** The visits of a person on a device: the parts of its history that are theirs. Whose else it is stays as it is. */
export const devicesEraser = defineEraser({
  capability: 'tracking',
  items: ['LEAD LINK', 'VISITOR SESSION', 'VISITOR EVENTS', 'VISITOR VISITS'],
  name: { vi: 'Lượt ghé thăm và thiết bị', en: 'Visits and devices' },
  fate: { becomes: 'deleted' },
  follow: forgetDevice,
});

/** Who has said on a device who they are. */
export const identitiesEraser = defineEraser({
  capability: 'tracking',
  items: ['VISITOR IDENTITY'],
  name: { vi: 'Dấu thiết bị', en: 'Identity of a device' },
  fate: {
    becomes: 'kept',
    why: {
      vi: 'Chỉ còn ghi rằng một người không nêu tên đã dùng thiết bị, để lượt ghé thăm sau không bị gán cho người khác.',
      en: 'It only says that somebody unnamed used the device, so that later visits are given to nobody else.',
    },
  },
});

async function forgetDevice(item: Item, person: ErasedPerson, { table }: EraserParts): Promise<Following> {
  const [link] = linksIn([item]);
  if (!link) return { removals: [], isAll: true };
  const { visitorId } = link;
  const identity = await readIdentity(table, visitorId);
  const isTheirs = ({ leadId }: Identification) => leadId !== null && person.leadIds.has(leadId);
  const removals: Removal[] = [];
  if (identity.identifications.some(isTheirs)) {
    const kept = identity.identifications.flatMap((one): Identification[] => {
      if (!isTheirs(one)) return [one];
      // The person's part of the history stays nobody's: else it would be given to whoever posted before or after.
      return one.weak ? [] : [{ ...one, leadId: null, consentTextVersion: null }];
    });
    removals.push({ kind: null, write: putIdentity(identity, kept) });
  }
  const isOthers = identity.identifications.some((one) => one.leadId !== null && !isTheirs(one));
  const isWithin = (from: string, to: string) =>
    !isOthers ||
    link.segments.some((segment) => (segment.from === null || to >= segment.from) && (segment.to === null || from < segment.to));
  const found = await visitsOf(table, visitorId, (one) => isTheirVisit(one, isWithin));
  removals.push(...found.slice(0, itemsPerSlice).map(removalOf));
  return { removals, isAll: found.length <= itemsPerSlice };
}

function isTheirVisit(item: Item, isWithin: (from: string, to: string) => boolean): boolean {
  const sk = String(item.sk);
  if (sk.startsWith(keys.sessionPrefix)) {
    const session = parseSession(item);
    return isWithin(session.totals.firstAt, session.totals.lastAt);
  }
  // How many there were is counted anew by the next visit.
  if (sk === 'VISITS') return isWithin('0', '9');
  if (sk.startsWith(keys.eventPackPrefix)) return readPack(item).events.some(({ at }) => isWithin(at, at));
  return false;
}

/** Returns the items of a device that a test takes, one more than a slice at the most. */
async function visitsOf(
  table: Pick<Table, 'query'>,
  visitorId: Parameters<typeof keys.visitorPk>[0],
  isWanted: (item: Item) => boolean,
): Promise<Item[]> {
  const found: Item[] = [];
  for (const prefix of [keys.sessionPrefix, keys.eventPackPrefix, 'VISITS']) {
    let start: Item | undefined;
    do {
      const { items, lastKey } = await table.query({
        ...beginningWith(keys.visitorPk(visitorId), prefix),
        ConsistentRead: true,
        ...(start ? { ExclusiveStartKey: start } : {}),
      });
      found.push(...items.filter(isWanted));
      start = lastKey;
    } while (start && found.length <= itemsPerSlice);
  }
  return found;
}
