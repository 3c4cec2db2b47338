import type { BusEvent } from 'local-cloud';
import { z } from 'zod';

/** Something that became of a lead, as the bus tells it: a type and ids. */
export interface LeadNews {
  /** Of the timeline entry. */
  readonly id: string;
  readonly at: string;
  readonly type: string;
  readonly leadId: string;
  /** The plain values of the event's data, whatever the type. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

const maxFacts = 12;
const maxText = 160;

const Detail = z.object({ id: z.string(), leadId: z.string(), data: z.record(z.string(), z.unknown()).catch({}) });

/** Undefined for events that are not about a lead. Types need not be known: new ones show up by themselves. */
export function readNews(event: BusEvent, nowMs: number): LeadNews | undefined {
  const detail = Detail.safeParse(event.detail);
  if (!detail.success) return undefined;
  const { id, leadId, data } = detail.data;
  const facts = Object.entries(data).flatMap(([name, value]) => factsIn(name, value));
  return { id, at: new Date(nowMs).toISOString(), type: event['detail-type'], leadId, facts: Object.fromEntries(facts.slice(0, maxFacts)) };
}

function factsIn(name: string, value: unknown): [string, string | number | boolean][] {
  if (typeof value === 'string') return [[name, value.slice(0, maxText)]];
  if (typeof value === 'number' || typeof value === 'boolean') return [[name, value]];
  if (Array.isArray(value)) return factsIn(name, value.filter((one) => typeof one !== 'object').join(', '));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([inner, one]) => (typeof one === 'object' ? [] : factsIn(`${name}.${inner}`, one)));
}
