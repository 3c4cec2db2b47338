/** How a text goes over the network, and in how many parts each of which is paid for. */
export interface SmsLength {
  readonly encoding: 'gsm7' | 'ucs2';
  /** As the network counts them: of GSM's own alphabet a few take two. */
  readonly units: number;
  readonly parts: number;
}

/** The alphabet of GSM 03.38 that takes one unit a character; Vietnamese letters with their marks are not in it. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Its further characters, each of which takes an escape before it. */
const extended = new Set('^{}\\[~]|€');

/** Units of a text that is one part, and of each part of a longer one, which also says which part it is. */
const room = { gsm7: { single: 160, each: 153 }, ucs2: { single: 70, each: 67 } } as const;

/** Counts a text as networks do. A character of two units is never cut in two between parts, so that a part may end one unit early. */
export function smsLength(text: string): SmsLength {
  const characters = [...text.normalize('NFC')];
  const isGsm = characters.every((character) => basic.has(character) || extended.has(character));
  const encoding = isGsm ? 'gsm7' : 'ucs2';
  const sizes = characters.map((character) => (isGsm ? (extended.has(character) ? 2 : 1) : character.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { single, each } = room[encoding];
  if (units === 0) return { encoding, units, parts: 0 };
  if (units <= single) return { encoding, units, parts: 1 };
  let [parts, used] = [1, 0];
  for (const size of sizes) {
    if (used + size > each) [parts, used] = [parts + 1, 0];
    used += size;
  }
  return { encoding, units, parts };
}
