import { hoursMs, minutesMs, secondsMs } from './clock.ts';

/** Writes how long something took, in whole seconds: `6 phút 40 giây`, `6 min 40 s`. */
export function durationText(durationMs: number): Readonly<Record<'vi' | 'en', string>> {
  const [hours, minutes] = [Math.floor(durationMs / hoursMs), Math.floor((durationMs % hoursMs) / minutesMs)];
  const seconds = Math.floor((durationMs % minutesMs) / secondsMs);
  const parts = [
    ...(hours > 0 ? [{ vi: `${hours} giờ`, en: `${hours} h` }] : []),
    ...(minutes > 0 ? [{ vi: `${minutes} phút`, en: `${minutes} min` }] : []),
    ...(seconds > 0 || hours + minutes === 0 ? [{ vi: `${seconds} giây`, en: `${seconds} s` }] : []),
  ];
  return { vi: parts.map(({ vi }) => vi).join(' '), en: parts.map(({ en }) => en).join(' ') };
}
