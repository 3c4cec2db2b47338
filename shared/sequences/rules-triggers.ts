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

function isPulled(trigger: Trigger, event: ToldEvent): boolean {
  const { type, data } = event;
  switch (trigger.on) {
    case 'event':
      return type === trigger.type && haveFields(trigger.where, data) && (!startsNothing(event) || asksForRecounts(trigger));
    case 'stage':
      return type === 'lead.stage_changed' && isAmong(trigger.stage, data.to) && !startsNothing(event);
    case 'level':
      return (
        ((type === 'lead.temperature_changed' && isAmong(trigger.temperature ?? [], data.to)) ||
          (type === 'lead.fit_changed' && isAmong(trigger.fit ?? [], data.to))) &&
        !startsNothing(event)
      );
    case 'segment':
      return type === 'segment.entered' && data.segmentId === trigger.segment && !startsNothing(event);
    case 'date':
    case 'manual':
      // Nothing in the history tells of them: they come by ways of their own.
      return false;
  }
}

/**
 * Whether an entry tells of what people changed about rules, and of nothing that the lead did: a correction of a score would else write to thousands at
 * once. Of segments their publisher may have said that things begin.
 */
const startsNothing = (event: ToldEvent): boolean => (event.type === 'segment.entered' ? event.data.starts !== true : isByRules(event));

/** Tells whether an entry is of a stage or level that new rules gave. */
export const isByRules = ({ type, data }: ToldEvent): boolean => data.reason === 'rules' && movedByRules.has(type);

const movedByRules: ReadonlySet<string> = new Set(['lead.stage_changed', 'lead.temperature_changed', 'lead.fit_changed']);

/** Whoever names the reason, or that things begin, means it. */
const asksForRecounts = ({ where }: { readonly where?: EventFields | undefined }): boolean =>
  where !== undefined && (Object.hasOwn(where, 'reason') || Object.hasOwn(where, 'starts'));

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
