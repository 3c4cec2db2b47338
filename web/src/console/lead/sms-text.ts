/** How a text goes over the network. The same rules as the server's, whose count a test holds this one against. */
export interface SmsParts {
  readonly units: number;
  readonly parts: number;
}

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended = new Set('^{}\\[~]|€');

/** Counts a text as networks do, while it is being written. */
export function smsParts(text: string): SmsParts {
  const characters = [...text.normalize('NFC')];
  const isGsm = characters.every((character) => basic.has(character) || extended.has(character));
  const [single, each] = isGsm ? [160, 153] : [70, 67];
  const sizes = characters.map((character) => (isGsm ? (extended.has(character) ? 2 : 1) : character.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  if (units <= single) return { units, parts: units === 0 ? 0 : 1 };
  let [parts, used] = [1, 0];
  for (const size of sizes) {
    if (used + size > each) [parts, used] = [parts + 1, 0];
    used += size;
  }
  return { units, parts };
}

/** Returns a text as it goes out: what advertises says so first, whatever was edited away. */
export function asSent(text: string, purpose: 'service' | 'advertising'): string {
  const clean = text.normalize('NFC').trim();
  return purpose === 'advertising' ? `[QC] ${clean.replace(/^(\s*\[(?:QC|AD)\])+\s*/i, '')}` : clean;
}

/** Where a text is opened on a phone: `?&body=` is read by Android and by iPhones old and new. */
export const smsLink = (number: string, text: string): string => `${number}?&body=${encodeURIComponent(text)}`;
