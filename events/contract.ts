import { z } from 'zod';

/** Who caused a change: a submission, a rep, the system itself. Ids only. */
export const Actor = z.object({ kind: z.enum(['submission', 'rep', 'user', 'system']), id: z.string() });
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

export interface EventContract<Type extends string = string, Data extends z.ZodRawShape = z.ZodRawShape> {
  readonly source: 'pheu';
  readonly detailType: Type;
  readonly version: number;
  /** One plain sentence for the catalogue. */
  readonly about: string;
  readonly data: z.ZodObject<Data>;
  readonly detail: z.ZodType;
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
  correlationId: 'contact/0b7d6c1e',
  causationId: 'contact/0b7d6c1e',
  leadId: 'L01K9ZQ3V7N8Q0WJ9F4TE6H1KCM',
  leadVersion: 1,
  actor: { kind: 'submission', id: 'contact/0b7d6c1e' },
};

/** Defines an event once: type, schema, rule pattern and catalogue entry come from it. Data: ids, enums, names of fields; never values. */
export function defineEvent<const Type extends string, Data extends z.ZodRawShape>(definition: {
  detailType: Type;
  version: number;
  about: string;
  data: Data;
  example: z.infer<z.ZodObject<Data>>;
}): EventContract<Type, Data> {
  const data = z.strictObject(definition.data);
  const { detailType, version, about } = definition;
  return {
    source: 'pheu',
    detailType,
    version,
    about,
    data,
    detail: z.object({ ...envelope, data }),
    example: { ...exampleEnvelope, version, data: definition.example },
    pattern: { source: ['pheu'], 'detail-type': [detailType], detail: { version: [version] } },
  };
}

export const SubmissionReference = z.strictObject({ formId: z.string(), submissionId: z.string() });
