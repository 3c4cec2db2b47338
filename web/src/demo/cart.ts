export type Line = { sku: string; name: string; price: number; quantity: number };
type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** Where the device keeps the cart. */
export const cartKey = 'an-nhien:cart';

const isLine = (value: unknown): value is Line =>
  typeof value === 'object' &&
  value !== null &&
  'sku' in value &&
  typeof value.sku === 'string' &&
  'name' in value &&
  typeof value.name === 'string' &&
  'price' in value &&
  typeof value.price === 'number' &&
  'quantity' in value &&
  Number.isInteger(value.quantity);

/** The lines in the cart; whatever cannot be read counts as an empty cart. */
export const readCart = (store: Store | undefined): Line[] => {
  try {
    const lines: unknown = JSON.parse(store?.getItem(cartKey) ?? '[]');
    return Array.isArray(lines) ? lines.filter(isLine) : [];
  } catch {
    return [];
  }
};

export const writeCart = (store: Store | undefined, lines: readonly Line[]): void => {
  try {
    store?.setItem(cartKey, JSON.stringify(lines));
  } catch {
    // A browser without storage forgets the cart at the next page.
  }
};

/** Changes the quantity of one article; at zero it leaves the cart. */
export const change = (lines: readonly Line[], article: Omit<Line, 'quantity'>, by: number): Line[] => {
  const found = lines.find(({ sku }) => sku === article.sku);
  const next = found
    ? lines.map((line) => (line === found ? { ...line, quantity: line.quantity + by } : line))
    : [...lines, { ...article, quantity: by }];
  return next.filter(({ quantity }) => quantity > 0);
};

export const countOf = (lines: readonly Line[]): number => lines.reduce((sum, { quantity }) => sum + quantity, 0);
export const totalOf = (lines: readonly Line[]): number => lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
export const dong = (amount: number): string => `${amount.toLocaleString('vi-VN')} ₫`;
