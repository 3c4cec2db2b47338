import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import { ImportId, LeadId, SourceId } from '../platform/ids.ts';
import { keys, sortId } from '../platform/keys.ts';
import { ConditionFailedError, type Item, type PutWrite, type Table, type WriteItem, writeTogether } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import { attemptFields, type OfOneWrite, withoutWrite } from '../work/index.ts';

/** How long files of a list are kept: as long as the bucket keeps them. */
export const fileDays = 30;
/** How long after it was opened a list is read, mapped and started: each step writes files anew, which must not outlive the list by much. */
export const beginDays = 7;
/** How long it is known what became of a list. */
export const keptDays = 400;
/** How long a list can be taken back. */
export const undoDays = 7;
/** Of all sheets together. */
export const mostRows = 200_000;
export const mostSheets = 50;

const count = z.number().int().nonnegative();

/** How many rows by an action or reason, also one that only another version knows. */
const Counts = z.record(z.string(), count);
export type Counts = z.infer<typeof Counts>;

/**
 * `uploading`: the file is awaited · `reading`: it is read as rows · `mapping`: somebody is to say what its columns are · `sorting`, `previewing`: what each row
 * would come to · `previewed`: somebody is to start it · `running` · `done` · `undoing` · `undone` · `stopped`: a step was
 * begun three times and never ended; whoever brought the list asks for it again, or not · `failed`: the file cannot be read
 */
export const ImportPhase = z.enum([
  ...([
    'uploading',
    'reading',
    'mapping',
    'sorting',
    'previewing',
    'previewed',
    'running',
    'done',
    'undoing',
    'undone',
    'stopped',
    'failed',
  ] as const),
]);
export type ImportPhase = z.infer<typeof ImportPhase>;

/** A step that goes on by itself, part by part. */
export const MovingPhase = z.enum(['reading', 'sorting', 'previewing', 'running', 'undoing']);
export type MovingPhase = z.infer<typeof MovingPhase>;

const Tally = z.object({ actions: Counts, reasons: Counts, warnings: Counts });
export type Tally = z.infer<typeof Tally>;
export const noTally: Tally = { actions: {}, reasons: {}, warnings: {} };

const Asked = z.object({ at: z.iso.datetime(), leads: z.array(LeadId) });
export type Asked = z.infer<typeof Asked>;

/** A list that somebody brought, and how far it is. What stands in it lies in files. */
export const Import = z.object({
  importId: ImportId,
  version: z.number().int().positive(),
  kind: z.enum(['leads', 'orders']),
  /** Where the list is from, in the company's own words. */
  source: SourceId,
  fileName: z.string(),
  bytes: count,
  /** The user who brought it. */
  by: z.string(),
  askedAt: z.iso.datetime(),
  phase: ImportPhase,
  /** Why it failed. */
  problem: z.string().exactOptional(),
  /** The row of the file in which that lies. */
  problemRow: count.exactOptional(),
  /** The step that never ended. */
  stoppedStep: MovingPhase.exactOptional(),
  ...attemptFields,
  rows: count,
  /** In how many parts the rows lie. */
  parts: count,
  /** The part that comes next, and how many rows there are before it. */
  next: count,
  passed: count,
  sheets: z.array(z.object({ name: z.string(), header: count.nullable(), rows: count })),
  /** What each column is read as, by its key. */
  targets: z.record(z.string(), z.string()),
  /** Who gets whoever is new: by the rules of routing, the rep whom the row names and by the rules where it names none, or nobody, until somebody gives it away. */
  owner: z.enum(['rule', 'file', 'none']),
  /** True where a known lead goes to the rep whom its row names, too. @default - a known lead keeps its owner */
  movesKnown: z.literal(true).exactOptional(),
  /** True where people who are new are thanked by mail, as those who post a form. @default - nobody is written to */
  welcomes: z.literal(true).exactOptional(),
  /** How many of those that are foreseen as new have an address. */
  toWelcome: count.exactOptional(),
  /** How many of them lie before the part that comes next. */
  welcomed: count.exactOptional(),
  /** What the pools were asked for by the part before the last one: the last new lead of each, and when. */
  asked: Asked.exactOptional(),
  /** The same of the last part. */
  askedLast: Asked.exactOptional(),
  /** New people whom the list gave to their reps: how many, and the first. */
  given: z.record(z.string(), z.object({ leads: count, first: z.array(LeadId) })).exactOptional(),
  /** Known people whom the list took from their reps: how many, and the first. */
  taken: z.record(z.string(), z.object({ leads: count, first: z.array(LeadId) })).exactOptional(),
  foreseen: Tally,
  came: Tally,
  /** Rows of which something else came than was foreseen: others wrote meanwhile. */
  differing: count,
  undone: Tally.exactOptional(),
  startedAt: z.iso.datetime().exactOptional(),
  endedAt: z.iso.datetime().exactOptional(),
  expiresAt: z.number(),
  /** Of the write alone: whoever is refused learns by it that the write was their own. */
  writeId: z.string().exactOptional(),
});
export type Import = z.infer<typeof Import>;
export type ImportDraft = Omit<Import, OfOneWrite>;

export const draftOf = (list: Import): ImportDraft => withoutWrite(list);

const imports = versioned<Import>({
  parse: (item) => {
    const parsed = Import.safeParse({ ...item, importId: sortId(item) });
    if (!parsed.success) throw new CorruptItemError('a list does not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ importId, ...rest }) => ({ ...keys.import(importId), ...rest }),
});

/** Said of what rows of a list do beside what their posts say. */
export const listName = (importId: string): string => `import/${importId}`;

/** Reads how far it is, as it stands now. @throws CorruptItemError */
export function readImport(table: Pick<Table, 'get'>, importId: ImportId): Promise<Import | undefined> {
  return imports.read(table, keys.import(importId), { consistent: true });
}

/** Lists them, the latest first. */
export async function listStored(table: Pick<Table, 'query'>, most: number): Promise<Import[]> {
  const { items } = await table.query({
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.importsPk },
    ScanIndexForward: false,
    Limit: most,
  });
  return items.map((item: Item) => imports.parse(item));
}

/** Lists all that were opened since, the latest first. */
export async function listSince(table: Pick<Table, 'query'>, since: string): Promise<Import[]> {
  const found: Import[] = [];
  let start: Item | undefined;
  do {
    const { items, lastKey } = await table.query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.importsPk },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: 100,
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    found.push(...items.map((item: Item) => imports.parse(item)));
    start = lastKey;
  } while (start && (found.at(-1)?.askedAt ?? '') >= since);
  return found.filter(({ askedAt }) => askedAt >= since);
}

/** Makes one, or replaces the one that was read; refused when somebody was quicker. */
export function putImport(before: Import | null, after: ImportDraft, writeId: string): PutWrite {
  return imports.put(before, { ...after, version: (before?.version ?? 0) + 1, writeId });
}

/** Replaces the one that was read, with further writes; false where somebody else did the same, and goes on. */
export async function isReplaced(
  before: Import,
  after: ImportDraft,
  { table, ids }: { readonly table: Table; readonly ids: { attemptId(): string } },
  along: readonly WriteItem[] = [],
): Promise<boolean> {
  const writeId = ids.attemptId();
  try {
    await writeTogether(table, [putImport(before, after, writeId), ...along]);
    return true;
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    // The first answer may have been lost on the way: then nobody else goes on.
    return (await readImport(table, before.importId))?.writeId === writeId;
  }
}

const Mapping = z.object({ targets: z.record(z.string(), z.string()) });

/** Reads what the columns of a source's lists were read as the last time. */
export async function readMapping(table: Pick<Table, 'get'>, source: SourceId): Promise<Readonly<Record<string, string>>> {
  return Mapping.safeParse(await table.get(keys.importMapping(source))).data?.targets ?? {};
}

/** Keeps what the columns of a list are read as, beside those that other lists of the source had. */
export async function keepMapping(table: Table, source: SourceId, targets: Readonly<Record<string, string>>): Promise<void> {
  const before = await readMapping(table, source);
  const all = Object.entries({ ...before, ...targets }).slice(-1_000);
  await table.put({ Item: { ...keys.importMapping(source), targets: Object.fromEntries(all) } });
}
