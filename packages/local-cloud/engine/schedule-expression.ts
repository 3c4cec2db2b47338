import { StartError } from '../assembly/errors.ts';
import type { Period } from '../clock.ts';

/** When a schedule fires: again and again, or once. */
export type Recurrence = { readonly kind: 'every'; readonly period: Period } | { readonly kind: 'once'; readonly atMs: number };

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Reads `rate(…)`, `cron(…)` and `at(…)` as EventBridge does. */
export function readSchedule(expression: string, timeZone = 'UTC'): Recurrence {
  const [, kind, inner = ''] = /^(rate|cron|at)\((.+)\)$/.exec(expression.trim()) ?? [];
  switch (kind) {
    case 'rate': {
      const [, count, unit] = /^(\d+)\s+(minute|hour|day)s?$/.exec(inner) ?? [];
      const ms = unitMs[unit ?? ''];
      if (count === undefined || ms === undefined) throw new StartError(`no rate that EventBridge knows: ${expression}`);
      return { kind: 'every', period: Number(count) * ms };
    }
    case 'cron':
      return { kind: 'every', period: { cron: translateCron(inner), timeZone } };
    case 'at':
      return { kind: 'once', atMs: Date.parse(`${inner}Z`) - offsetOf(timeZone, inner) };
    default:
      throw new StartError(`no schedule that EventBridge knows: ${expression}`);
  }
}

/** AWS counts weekdays from 1, writes the last Friday `6L`, and lets `a/b` run to the end; croner differs in these. */
export function translateCron(fields: string): string {
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*', year = '*'] = fields.trim().split(/\s+/);
  return [
    '0',
    stepTo(minute, 59),
    stepTo(hour, 23),
    anyDay(stepTo(day, 31)),
    stepTo(month, 12),
    anyDay(translateWeekday(weekday)),
    year,
  ].join(' ');
}

function stepTo(field: string, last: number): string {
  return field.replaceAll(/(^|,)(\d+)\/(\d+)/g, (_, before: string, start: string, step: string) => `${before}${start}-${last}/${step}`);
}

function anyDay(field: string): string {
  return field === '?' ? '*' : field;
}

function translateWeekday(field: string): string {
  return stepTo(field, 7)
    .split(',')
    .map((part) => {
      const last = /^(\d)L$/.exec(part)?.[1];
      if (last !== undefined) return `${Number(last) - 1}#L`;
      const [days = '', suffix] = part.split(/(?=[/#])/);
      return days.replaceAll(/\d/g, (digit) => String(Number(digit) - 1)) + (suffix ?? '');
    })
    .join(',');
}

function offsetOf(timeZone: string, localTime: string): number {
  const utc = new Date(`${localTime}Z`);
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(utc);
  const [, sign, hours = '0', minutes = '0'] =
    /GMT([+-])(\d+):?(\d+)?/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
