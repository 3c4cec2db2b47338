/** A number as the API shows it. */
export interface ShownPhone {
  readonly raw: string;
  readonly e164: string | null;
  readonly valid: boolean;
  readonly masked?: boolean | undefined;
}

/** Writes a number as people of its country read it: 0912 345 678; another country's stays as it is. */
export function readable({ raw, e164 }: ShownPhone): string {
  const [, rest] = /^\+84(\d{9})$/.exec(e164 ?? '') ?? [];
  if (rest === undefined) return e164 ?? raw;
  return `0${rest.slice(0, 3)} ${rest.slice(3, 6)} ${rest.slice(6)}`;
}

/** What a number is reached by; null: it cannot be called as it is shown. */
export function waysTo({ e164, masked }: ShownPhone): { readonly call: string; readonly text: string; readonly zalo: string } | null {
  if (masked || e164 === null) return null;
  // Digits alone, whatever the record holds: the address of a link is no place for what a person typed.
  const digits = e164.replace(/\D/g, '');
  return { call: `tel:+${digits}`, text: `sms:+${digits}`, zalo: `https://zalo.me/${digits}` };
}

/** A number as whoever calls it is given it; one that is masked stays so. */
export const shownNumber = (phone: ShownPhone): string => (phone.masked ? phone.raw : (phone.e164 ?? phone.raw));
