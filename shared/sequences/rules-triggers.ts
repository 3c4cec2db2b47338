import { OpportunityId, ProductId, PurchaseId, SegmentId } from '../platform/ids.ts';
import { About } from './enrolment.ts';
import type { SequenceConfig } from './sequence-config.ts';
import type { EventFields, Trigger } from './trigger-config.ts';

/** An entry of a lead's history as far as triggers and waits ask of it. */
export interface ToldEvent {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Returns the trigger that an entry pulls; undefined where none of the sequence's is for it. */
export function triggeredBy({ triggers }: Pick<SequenceConfig, 'triggers'>, event: ToldEvent): Trigger | undefined {
  return triggers.find((trigger) => isPulled(trigger, event));
}

function isPulled(trigger: Trigger, { type, data }: ToldEvent): boolean {
  switch (trigger.on) {
    case 'event':
      return type === trigger.type && haveFields(trigger.where, data);
    case 'stage':
      return type === 'lead.stage_changed' && isAmong(trigger.stage, data.to);
    case 'level':
      return (
        (type === 'lead.temperature_changed' && isAmong(trigger.temperature ?? [], data.to)) ||
        (type === 'lead.fit_changed' && isAmong(trigger.fit ?? [], data.to))
      );
    case 'segment':
      return type === 'segment.entered' && data.segmentId === trigger.segment && data.starts === true;
    case 'date':
    case 'manual':
      // Nothing in the history tells of them: they come by ways of their own.
      return false;
  }
}

const isAmong = (asked: readonly string[], value: unknown): boolean => typeof value === 'string' && asked.includes(value);

/** Tells whether an event's data holds one of the words that are asked of each field; of a list, whether one of its words is among them. */
export function haveFields(where: EventFields | undefined, data: ToldEvent['data']): boolean {
  return Object.entries(where ?? {}).every(([name, asked]) =>
    [fieldOf(data, name.split('.'))].flat().some((value) => {
      const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
      return isAmong([asked].flat(), text);
    }),
  );
}

/** Returns what lies under names within each other; undefined where one of them is missing. */
function fieldOf(data: unknown, [name, ...deeper]: readonly string[]): unknown {
  if (name === undefined) return data;
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, name)) return undefined;
  return fieldOf((data as Readonly<Record<string, unknown>>)[name], deeper);
}

/** Returns what a run is about that an entry begins: the need, order, product and segment that the entry names. */
export function aboutOf({ type, data }: ToldEvent): About {
  const named = <Id>(schema: { safeParse(value: unknown): { success: true; data: Id } | { success: false } }, value: unknown) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? parsed.data : undefined;
  };
  const standing = typeof data.standing === 'object' && data.standing !== null && 'product' in data.standing ? data.standing.product : null;
  return About.parse({
    opportunityId: named(OpportunityId, data.opportunityId),
    purchase: named(PurchaseId, data.purchaseId),
    product: named(ProductId, data.product ?? standing),
    segmentId: type === 'segment.entered' ? named(SegmentId, data.segmentId) : undefined,
  });
}
