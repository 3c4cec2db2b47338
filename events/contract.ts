import { z } from 'zod';
import { Channel } from './channel.ts';
import { type Shown, type Tolerant, tolerant, withGaps } from './tolerant.ts';

/** Who caused a change: a submission, a rep, the person that the lead is, the system itself. Ids only. */
export const Actor = z.object({ kind: z.enum(['submission', 'rep', 'user', 'lead', 'system']), id: z.string() });
export type Actor = z.infer<typeof Actor>;

/** The fields that every event carries; `id` is the id of its timeline entry, which consumers dedupe on. */
const envelope = {
  id: z.string(),
  version: z.number().int().positive(),
  time: z.iso.datetime(),
  /** The submission, timer or call that started the chain. */
  correlationId: z.string(),
  /** The entry, decision or message that led to this one directly. */
  causationId: z.string(),
  leadId: z.string(),
  /** The lead's version after the change. */
  leadVersion: z.number().int().positive(),
  actor: Actor,
};

type DataOf<Shape extends z.ZodRawShape> = z.infer<z.ZodObject<Shape>>;
type Envelope = z.infer<z.ZodObject<typeof envelope>>;

export interface EventContract<Type extends string = string, Data extends z.ZodRawShape = z.ZodRawShape> {
  readonly source: 'pheu';
  readonly detailType: Type;
  readonly version: number;
  /** One plain sentence for the catalogue. */
  readonly about: string;
  /** The data as producers write it: a field that the contract does not name is an error of theirs. */
  readonly write: z.ZodObject<Data, z.core.$strict>;
  /** The data as every reader reads it: a later field is dropped, a later word of an enum passes. */
  readonly read: z.ZodType<Tolerant<DataOf<Data>>>;
  /** As `read`, for readers from whom any field may be withheld. */
  readonly shown: z.ZodType<Shown<Tolerant<DataOf<Data>>>>;
  /** The whole event as every reader reads it. */
  readonly detail: z.ZodType<Tolerant<Envelope & { data: DataOf<Data> }>>;
  readonly example: Readonly<Record<string, unknown>>;
  /** What an EventBridge rule needs to match this event. */
  readonly pattern: {
    readonly source: readonly string[];
    readonly 'detail-type': readonly string[];
    readonly detail: { readonly version: readonly number[] };
  };
}

const exampleEnvelope = {
  id: 'T01K9ZQ3V7N3S3B0JH7E5A8R2XW',
  time: '2026-11-22T03:04:05.678Z',
  correlationId: 'form/contact/0b7d6c1e',
  causationId: 'form/contact/0b7d6c1e',
  leadId: 'L01K9ZQ3V7N8Q0WJ9F4TE6H1KCM',
  leadVersion: 1,
  actor: { kind: 'submission', id: 'form/contact/0b7d6c1e' },
};

/** Defines an event once: type, schemas, rule pattern and catalogue entry come from it. Data: ids, enums, names of fields; never values. */
export function defineEvent<const Type extends string, Data extends z.ZodRawShape>(definition: {
  detailType: Type;
  version: number;
  about: string;
  data: Data;
  example: DataOf<Data>;
}): EventContract<Type, Data> {
  type Contract = EventContract<Type, Data>;
  const write = z.strictObject(definition.data);
  // Made when they are first asked for, because most functions write and never read. Their types follow from `write`, see tolerant.ts.
  const read = lazily(() => tolerant(write) as Contract['read']);
  const shown = lazily(() => withGaps(read()) as Contract['shown']);
  const detail = lazily(() => tolerant(z.object({ ...envelope, data: write })) as Contract['detail']);
  const { detailType, version, about } = definition;
  return {
    source: 'pheu',
    detailType,
    version,
    about,
    write,
    get read() {
      return read();
    },
    get shown() {
      return shown();
    },
    get detail() {
      return detail();
    },
    example: { ...exampleEnvelope, version, data: definition.example },
    pattern: { source: ['pheu'], 'detail-type': [detailType], detail: { version: [version] } },
  };
}

function lazily<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Fields against which an unproven post proposes. */
export const ProposedField = z.enum(['fullName', 'email', 'phone']);
export type ProposedField = z.infer<typeof ProposedField>;

/** Names one submission; for a post `sourceId` is the id of its form. */
export const SubmissionReference = z.strictObject({ channel: Channel, sourceId: z.string(), submissionId: z.string() });
