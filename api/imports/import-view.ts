import { z } from 'zod';
import { madeId } from '../ids.ts';
import { Bilingual, Moment } from '../words.ts';
import { ImportKind } from './import-words.ts';

const count = z.number().int().nonnegative();
const id = z.string().regex(madeId);

const ImportState = z
  .enum([
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
  ])
  .meta({
    description:
      'uploading: the file is awaited. mapping: say what its columns are. previewed: start it. sorting, previewing, running, undoing: `progress` tells how far. stopped: `stoppedStep` was begun three times and never ended. failed: `problem` says why',
  });

const Told = z.object({ reason: z.string(), count, text: Bilingual });
const Tally = z
  .object({
    create: count.meta({ description: 'New leads' }),
    update: count.meta({ description: 'Known people of whom the row says something new' }),
    skip: count.meta({ description: 'Rows that say nothing new' }),
    quarantine: count.meta({ description: 'Rows that cannot be taken in; the result file says why' }),
    reasons: z.array(Told),
    warnings: z.array(Told).meta({ description: 'What of rows is not used although the row is' }),
  })
  .meta({ id: 'ImportTally' });

export const ImportView = z
  .object({
    importId: id,
    kind: ImportKind,
    source: z.string(),
    fileName: z.string(),
    bytes: count,
    by: z.string().meta({ description: 'The user who brought it' }),
    askedAt: Moment,
    state: ImportState,
    problem: z.string().nullable().meta({
      description:
        'Why the file cannot be read: empty, oldExcel, protected, notASheet, broken, openQuote, tooLarge, tooManyRows, tooManyColumns, notUploaded; keptEnding of a list that is stopped',
    }),
    problemRow: z.number().int().nullable().meta({
      description: 'The row of the file in which the problem lies, as Excel numbers them; null where it lies in none, or in all',
    }),
    stoppedStep: z.enum(['reading', 'sorting', 'previewing', 'running', 'undoing']).nullable().meta({
      description:
        'Of a list that is stopped, the step to ask for again: reading by `read`, sorting and previewing by `mapping`, running by `start` and undoing by `undo`, which go on where they stopped',
    }),
    progress: z.object({ rows: count, passed: count }),
    sheets: z.array(
      z.object({
        name: z.string(),
        header: count.nullable().meta({ description: 'The row of the header; null where none was found' }),
        rows: count,
      }),
    ),
    owner: z.enum(['rule', 'file', 'none']),
    movesKnown: z.boolean(),
    welcomes: z.boolean(),
    toWelcome: count
      .nullable()
      .meta({ description: 'How many people the list thanks by mail at most, once it is foreseen; null where it thanks nobody' }),
    preview: Tally.nullable(),
    result: Tally.nullable(),
    differing: count
      .nullable()
      .meta({ description: 'Rows of which something else came than was foreseen, because others wrote meanwhile' }),
    undone: z.object({ back: count, kept: z.record(z.string(), count) }).nullable(),
    startedAt: Moment.nullable(),
    endedAt: Moment.nullable(),
    upload: z.object({ method: z.literal('PUT'), url: z.string(), expiresAt: Moment }).exactOptional(),
    columns: z
      .array(
        z.object({
          key: z.string(),
          header: z.string(),
          sheet: z.string(),
          samples: z.array(z.string()),
          target: z.string().meta({ description: 'What it is read as, as long as nobody says otherwise' }),
        }),
      )
      .exactOptional()
      .meta({ description: 'While columns can be said' }),
    targets: z.array(z.object({ target: z.string(), labels: Bilingual.exactOptional() })).exactOptional(),
    resultUrl: z.string().exactOptional().meta({ description: 'The result file, for a quarter of an hour' }),
  })
  .meta({ id: 'Import' });
export type ImportView = z.infer<typeof ImportView>;

export const ImportListView = z.object({ imports: z.array(ImportView) });
export type ImportListView = z.infer<typeof ImportListView>;

export const ImportRowsView = z.object({
  rows: z.array(
    z.object({
      sheet: z.string(),
      row: count.meta({ description: 'The number that Excel shows beside it' }),
      action: z.enum(['create', 'update', 'skip', 'quarantine', 'back', 'kept']),
      reason: z.string().nullable(),
      warnings: z.array(z.string()),
      leadId: id.nullable(),
    }),
  ),
  nextPart: count.nullable(),
});
export type ImportRowsView = z.infer<typeof ImportRowsView>;
