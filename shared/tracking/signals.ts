import { z } from 'zod';
import { fold } from '../identity/text.ts';
import { secondsMs } from '../platform/clock.ts';
import type { VisitEvent } from './event.ts';
import { topicOf } from './page.ts';
import { type SignalType, signalTypes } from './signal-types.ts';

/**
 * When each thing was done first in a visit, by name: epoch seconds, each once, oldest first. The name is the place of the type in
 * `signalTypes`, a colon, and what it was about: short, because each visit's item carries it, and sorted by weight.
 */
export const Signals = z.record(z.string(), z.array(z.number().int()));
export type Signals = z.infer<typeof Signals>;

/** A visit keeps the first six times of twenty things: more than any rule counts, and still one item of a kilobyte. */
export const maxTimes = 6;
export const maxSignals = 20;
const maxAbout = 40;
const readMs = 30 * secondsMs;

export interface Signal {
  readonly type: SignalType;
  /** Topic of a page, name of a click, file or form, in small letters without accents; empty where the page said nothing. */
  readonly about: string;
  /** Epoch seconds. */
  readonly at: number;
}

export const noSignals: Signals = {};

export function signalsOf(event: VisitEvent): Signals {
  const type = typeOf(event);
  if (type === undefined) return noSignals;
  return { [`${signalTypes.indexOf(type)}:${aboutOf(event)}`]: [Math.floor(Date.parse(event.at) / secondsMs)] };
}

/** The same set of events gives the same signals, in whatever order and grouping, and however often it comes. */
export function mergeSignals(left: Signals, right: Signals): Signals {
  if (Object.keys(right).length === 0) return left;
  const all = new Map(Object.entries(left));
  for (const [name, times] of Object.entries(right)) {
    const known = all.get(name);
    all.set(name, known ? [...new Set([...known, ...times])].sort((one, other) => one - other).slice(0, maxTimes) : times);
  }
  // A name once pushed out by stronger ones never comes back, so no list of times is ever half.
  const names = [...all].sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(names.slice(0, maxSignals));
}

export function readSignals(signals: Signals): Signal[] {
  return Object.entries(signals).flatMap(([name, times]) => {
    const type = signalTypes[Number(name.slice(0, name.indexOf(':')))];
    return type === undefined ? [] : times.map((at) => ({ type, about: name.slice(name.indexOf(':') + 1), at }));
  });
}

function typeOf({ type, durationMs = 0 }: VisitEvent): SignalType | undefined {
  if (type === 'page_leave') return durationMs >= readMs ? 'page_read' : undefined;
  return type;
}

function aboutOf(event: VisitEvent): string {
  const { type, props = {} } = event;
  switch (type) {
    case 'page_view':
    case 'page_leave':
      return word(topicOf(event));
    case 'click':
    case 'custom':
      return word(props.name);
    case 'download':
      return word(props.file);
    case 'form_start':
    case 'form_submit':
      return word(props.form);
    default:
      return '';
  }
}

/** Folded here, once: scores compare it with many words. */
const word = (value: unknown): string => (typeof value === 'string' ? fold(value).slice(0, maxAbout).toWellFormed() : '');
