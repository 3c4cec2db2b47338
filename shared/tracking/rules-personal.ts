// Each part has its bound, so that long texts stay cheap.
const emailAddress = /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]{1,190}\.[\p{L}]{2,24}/gu;
// Vietnamese numbers with their 0 or 84, the old ones of eleven digits too, and foreign ones with their plus.
const sign = '[ .\\-_()\\u00a0]{0,2}';
const digits = (least: number, most: number) => `(?:${sign}\\d){${least},${most}}(?!\\d)`;
const phoneNumber = new RegExp(
  `(?<!\\d)(?:(?:\\+|00)?84${sign}0?${sign}[1-9]${digits(8, 9)}|0${sign}[1-9]${digits(8, 9)}|(?<![\\p{L}\\p{N}])\\+${digits(8, 15)})`,
  'gu',
);

/** Masks e-mail addresses and phone numbers in a text that a page chose: a title, a campaign, a word about an event. */
export function withoutPersonalData(text: string): string {
  return text.replace(emailAddress, '(email)').replace(phoneNumber, '(phone)');
}

/** Decodings that a link goes through on its way into a page: redirects encode what is encoded already. */
const maxDecodings = 3;

/** Masks e-mail addresses and phone numbers in a page's address, wherever they stand in it and however often they are encoded. */
export function addressWithoutPersonalData(address: string): string {
  return address
    .split(/([/?&=#;])/)
    .map((piece) => {
      const plain = decoded(piece);
      const masked = withoutPersonalData(plain);
      return masked === plain ? piece : encodeURIComponent(masked);
    })
    .join('');
}

function decoded(piece: string): string {
  let text = piece.toWellFormed();
  for (let turn = 0; turn < maxDecodings && text.includes('%'); turn += 1) {
    // Byte by byte where the whole is no valid encoding, so that one stray sign hides nothing.
    text = text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
      try {
        return decodeURIComponent(bytes);
      } catch {
        return bytes.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
          /^[2-7]/.test(code) ? String.fromCharCode(Number.parseInt(code, 16)) : '\ufffd',
        );
      }
    });
  }
  return text;
}
