import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import { ExportId, FormId, type LeadId } from '../platform/ids.ts';
import { keys, sortId } from '../platform/keys.ts';
import { ConditionFailedError, type Item, type PutWrite, type Table, type WriteItem, writeTogether } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import { attemptFields, type OfOneWrite, withoutWrite } from '../work/index.ts';

/** How long a file lies there. */
export const fileHours = 24;
/** How long it is known who took what out. */
export const keptDays = 400;
/** As many as a list that is brought may have: what was taken out can be brought again. */
export const mostLeads = 200_000;
/** Of one user. */
export const mostPerDay = 20;

const count = z.number().int().nonnegative();

/**
 * `counting`: it is worked out how long the list is · `reading`: its leads are read, part by part · `writing`: the parts are joined · `done`: the file is there ·
 * `gone`: it was deleted
 */
export const ExportPhase = z.enum(['counting', 'reading', 'writing', 'done', 'failed', 'gone']);
export type ExportPhase = z.infer<typeof ExportPhase>;

/** Places of a list, each `stride` likely leads behind the one before: by them it is known how far somebody is. */
const Ruler = z.object({ rows: count, stride: count, marks: z.array(z.string()) });
export type Ruler = z.infer<typeof Ruler>;

/** A list that somebody took out: who, what it was asked for and how far it is. What stands in it lies in files. */
export const Export = z.object({
  exportId: ExportId,
  version: z.number().int().positive(),
  by: z.string(),
  /** What the user might see when they asked. */
  rights: z.string(),
  /** What was masked for the user in every part of it; left out by versions that did not say. */
  masks: z.array(z.string()).exactOptional(),
  askedAt: z.iso.datetime(),
  /** Filters as they are asked in an address. */
  filter: z.string(),
  /** Of a filter that named one person, once the file is made: which of them were asked. */
  named: z.array(z.string()).exactOptional(),
  /** The saved list that it was asked by. */
  view: z.string().exactOptional(),
  /** Of the list of an event, in place of filters: which one. */
  event: z.object({ formId: FormId, edition: count }).exactOptional(),
  columns: z.array(z.string()),
  format: z.enum(['csv', 'xlsx']),
  delimiter: z.enum([',', ';']),
  language: z.enum(['vi', 'en']),
  phase: ExportPhase,
  /** Why it failed. */
  problem: z.string().exactOptional(),
  ...attemptFields,
  ruler: Ruler,
  /** Where it goes on; null: at the beginning. */
  place: z.string().nullable(),
  /** The parts that were read, in their order: each is named by who read it, so that a double overwrites nothing. */
  parts: z.array(z.string()),
  leads: count,
  /** Of the text of all parts. */
  size: count,
  crc: count,
  /** Of the file. */
  bytes: count.exactOptional(),
  endedAt: z.iso.datetime().exactOptional(),
  fetchedAt: z.iso.datetime().exactOptional(),
  expiresAt: z.number(),
  /** Of the write alone: whoever is refused learns by it that the write was their own. */
  writeId: z.string().exactOptional(),
});
export type Export = z.infer<typeof Export>;
export type ExportDraft = Omit<Export, OfOneWrite>;

const exported = versioned<Export>({
  parse: (item) => {
    const parsed = Export.safeParse({ ...item, exportId: sortId(item) });
    if (!parsed.success) throw new CorruptItemError('an export does not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ exportId, ...rest }) => ({ ...keys.export(exportId), ...rest }),
});

/** Reads how far it is, as it stands now. @throws CorruptItemError */
export function readExport(table: Pick<Table, 'get'>, exportId: ExportId): Promise<Export | undefined> {
  return exported.read(table, keys.export(exportId), { consistent: true });
}

/** Lists them, the latest first. */
export async function listStored(table: Pick<Table, 'query'>, most: number): Promise<Export[]> {
  const { items } = await table.query({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': keys.exportsPk, ':prefix': keys.exportPrefix },
    ScanIndexForward: false,
    Limit: most,
  });
  return items.map((item) => exported.parse(item));
}

/** Lists those that were asked for since, the latest first. */
export async function listSince(table: Pick<Table, 'query'>, since: string): Promise<Export[]> {
  const found: Export[] = [];
  let start: Item | undefined;
  do {
    const { items, lastKey } = await table.query({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': keys.exportsPk, ':prefix': keys.exportPrefix },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: 100,
      ...(start && { ExclusiveStartKey: start }),
    });
    const own = items.map((item) => exported.parse(item));
    found.push(...own.filter(({ askedAt }) => askedAt >= since));
    start = own.at(-1)?.askedAt !== undefined && (own.at(-1)?.askedAt ?? '') < since ? undefined : lastKey;
  } while (start);
  return found;
}

/** Makes one, or replaces the one that was read; refused when somebody was quicker. */
export function putExport(before: Export | null, after: ExportDraft, writeId: string): PutWrite {
  return exported.put(before, { ...after, version: (before?.version ?? 0) + 1, writeId });
}

/** Replaces the one that was read, with further writes; false where somebody else did the same, and goes on. */
export async function isReplaced(
  before: Export,
  after: ExportDraft,
  { table, writeId }: { readonly table: Table; readonly writeId: string },
  along: readonly WriteItem[] = [],
): Promise<boolean> {
  try {
    await writeTogether(table, [putExport(before, after, writeId), ...along]);
    return true;
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    // The first answer may have been lost on the way: then nobody else goes on.
    return (await readExport(table, before.exportId))?.writeId === writeId;
  }
}

export const draftOf = (one: Export): ExportDraft => withoutWrite(one);

/** Where the files of an export lie. */
export const fileKey = ({ exportId, format }: Pick<Export, 'exportId' | 'format'>): string => `exports/${exportId}.${format}`;
export const partKey = (exportId: ExportId, part: string): string => `exports/${exportId}/${part}.deflate`;
/** Who is in a part: by it an erasure finds the files that tell of a person. */
export const leadsKey = (exportId: ExportId, part: string): string => `exports/${exportId}/${part}.leads`;

export const leadsText = (leadIds: readonly LeadId[]): Uint8Array => Buffer.from(leadIds.join('\n'));

const Day = z.object({
  userId: z.string(),
  day: z.iso.date(),
  version: z.number().int().positive(),
  exports: count,
  /** What was asked for last, so that the same request twice is one export. */
  last: z.object({ asked: z.string(), exportId: ExportId, at: z.iso.datetime() }),
  expiresAt: z.number(),
});
/** What a user took out on a day. */
export type Day = z.infer<typeof Day>;

const days = versioned<Day>({
  parse: (item) => {
    const parsed = Day.safeParse(item);
    if (!parsed.success) throw new CorruptItemError('a day of exports does not have the shape this version knows');
    return parsed.data;
  },
  toItem: (day) => ({ ...keys.exportDay(day.userId, day.day), ...day }),
});

export function readDay(table: Pick<Table, 'get'>, userId: string, day: string): Promise<Day | undefined> {
  return days.read(table, keys.exportDay(userId, day), { consistent: true });
}

export function putDay(before: Day | undefined, after: Omit<Day, 'version'>): PutWrite {
  return days.put(before ?? null, { ...after, version: (before?.version ?? 0) + 1 });
}
