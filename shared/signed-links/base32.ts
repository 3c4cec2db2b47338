/** RFC 4648 (6), in lower case and without padding: letters and digits that any mail server and any keyboard takes. */
const letters = 'abcdefghijklmnopqrstuvwxyz234567';
/** Crockford's, in which ULIDs are written. */
const ulidLetters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ulidLength = 26;
const ulidBytes = 16;

/** Writes bytes five bits a letter. */
export function toBase32(bytes: Uint8Array): string {
  let [text, held, bits] = ['', 0, 0];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += letters.charAt((held >> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + letters.charAt((held << (5 - bits)) & 31) : text;
}

/** Reads what `toBase32` wrote; null for any other text, so that the same bytes have one name. */
export function fromBase32(text: string): Buffer | null {
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const letter of text) {
    const value = letters.indexOf(letter);
    if (value === -1) return null;
    held = (held << 5) | value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 255);
    held &= (1 << bits) - 1;
  }
  return bits < 5 && held === 0 ? Buffer.from(bytes) : null;
}

/** Returns the 128 bits of a ULID; null for a text that is none. */
export function ulidToBytes(ulid: string): Buffer | null {
  if (ulid.length !== ulidLength || !/^[0-7]/.test(ulid)) return null;
  let value = 0n;
  for (const letter of ulid) {
    const digit = ulidLetters.indexOf(letter);
    if (digit === -1) return null;
    value = value * 32n + BigInt(digit);
  }
  return Buffer.from(value.toString(16).padStart(2 * ulidBytes, '0'), 'hex');
}

/** Writes 16 bytes as the ULID that they are. */
export function ulidOfBytes(bytes: Uint8Array): string {
  let value = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let ulid = '';
  for (let place = 0; place < ulidLength; place += 1) {
    ulid = ulidLetters.charAt(Number(value % 32n)) + ulid;
    value /= 32n;
  }
  return ulid;
}

/** Writes a moment and the first bytes of a digest as a ULID: 48 bits of milliseconds, then 80 bits. */
export function ulidAt(at: Date, digest: Uint8Array): string {
  const bytes = Buffer.alloc(ulidBytes);
  bytes.writeUIntBE(at.getTime(), 0, 6);
  bytes.set(digest.subarray(0, ulidBytes - 6), 6);
  return ulidOfBytes(bytes);
}
