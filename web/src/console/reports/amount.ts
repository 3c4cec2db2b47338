/** Reads an amount of dong as people write it, such as 1.500.000 or 1 500 000 đ; null: it is none. */
export function amountIn(text: string): number | null {
  const digits = text.replace(/[\s.,_]|đồng|vnd|[đ₫]/giu, '');
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
}

/** Writes bytes as base64, in pieces that a call can take. */
export function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let place = 0; place < bytes.length; place += 8_192) text += String.fromCharCode(...bytes.subarray(place, place + 8_192));
  return btoa(text);
}
