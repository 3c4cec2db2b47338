import { z } from 'zod';
import { madeId } from '../ids.ts';
import { Bilingual, Moment } from '../words.ts';
import { ExportFormat } from './export-words.ts';

const count = z.number().int().nonnegative();

const ExportState = z.enum(['counting', 'reading', 'writing', 'done', 'failed', 'gone']).meta({
  description:
    'counting, reading, writing: `progress` tells how far. failed: `problem` says why. gone: the file was deleted, a day after it was made',
});

export const ExportView = z
  .object({
    exportId: z.string().regex(madeId),
    by: z.string().meta({ description: 'The user who asked for it' }),
    askedAt: Moment,
    state: ExportState,
    problem: z
      .object({
        code: z.enum(['rightsChanged', 'masked', 'tooMany', 'filterGone', 'eventGone', 'personErased', 'keptEnding', 'other']),
        text: Bilingual,
      })
      .nullable()
      .meta({ description: 'Why it failed, or why whoever asked is given no file that is there: it shows what they may not see any more' }),
    filter: z.record(z.string(), z.string()).meta({
      description: 'What the list was asked for; of what names one person (`email`, `phone`, `q`) that it was asked, once the file is made',
    }),
    view: z.string().nullable().meta({ description: 'The saved list that it was asked by' }),
    event: z.string().nullable().meta({ description: 'The form of the event whose list it is' }),
    columns: z.array(z.string()),
    format: ExportFormat,
    language: z.enum(['vi', 'en']),
    delimiter: z.enum([',', ';']).nullable().meta({ description: 'Null for XLSX' }),
    progress: z.object({ percent: z.number().int().min(0).max(100), leads: count }),
    bytes: count.nullable().meta({ description: 'Of the file, once it is made' }),
    endedAt: Moment.nullable(),
    keptUntil: Moment.nullable().meta({ description: 'When the file goes' }),
    fetchedAt: Moment.nullable().meta({ description: 'When whoever asked was first given a link to the file' }),
    file: z
      .object({ url: z.string(), name: z.string(), expiresAt: Moment })
      .exactOptional()
      .meta({ description: 'For whoever asked for it alone: a link that is good for ten minutes; ask again for another one' }),
  })
  .meta({ id: 'Export' });
export type ExportView = z.infer<typeof ExportView>;

export const ExportListView = z.object({
  exports: z.array(ExportView),
  columns: z
    .array(z.object({ column: z.string(), headers: Bilingual }))
    .meta({ description: 'What the caller may take out, in its order' }),
  eventColumns: z
    .array(z.object({ column: z.string(), headers: Bilingual }))
    .meta({ description: 'What may be taken out beside it of the list of an event' }),
});
export type ExportListView = z.infer<typeof ExportListView>;
