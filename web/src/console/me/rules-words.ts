import type { MemberTurn } from '../../../../api/me/today-view.ts';
import type { Language, Texts } from '../texts/index.ts';

const minuteMs = 60_000;

/** Writes how long something took, to the minute. */
export function durationText(ms: number, { underAMinute, minutes, hours }: Texts['me']): string {
  const whole = Math.round(ms / minuteMs);
  if (whole === 0) return underAMinute;
  return whole < 60 ? minutes(whole) : hours(Math.floor(whole / 60), whole % 60);
}

/** Writes an amount that is told in the smallest unit of its currency. */
export function moneyText(amount: number, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 0));
}

/** Says in a sentence how somebody stands in a pool. @param written a moment, as people write it */
export function standingText({ standing, place, until }: MemberTurn, { standings }: Texts['me'], written: (at: string) => string): string {
  const end = until === null ? null : written(until);
  switch (standing) {
    case 'inTurn':
      return standings.inTurn(place ?? 1);
    case 'capDay':
    case 'offDuty':
    case 'onLeave':
    case 'outsideHours':
      return standings[standing](end);
    default:
      return standings[standing];
  }
}

/** Says how somebody stands in a pool in a word or two, for a list; nothing where the pool has no turns. */
export function briefText({ standing, place }: Pick<MemberTurn, 'standing' | 'place'>, { brief }: Texts['me']): string {
  if (standing === 'inTurn') return brief.inTurn(place ?? 1);
  return brief[standing === 'amongNext' ? 'next' : standing];
}

/** Says what somebody has been given and may be given; nothing where nobody counts it. */
export function loadText({ load, caps }: Pick<MemberTurn, 'load' | 'caps'>, { today, inHand }: Texts['me']['load']): string[] {
  return load === null ? [] : [today(load.today, caps.perDay), inHand(load.open, caps.open)];
}
