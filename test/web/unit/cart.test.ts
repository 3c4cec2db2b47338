import { change, countOf, readCart, totalOf, writeCart } from '../../../web/src/demo/cart.ts';

const printer = { sku: 'may-in', name: 'Máy in', price: 1_290_000 };
const scanner = { sku: 'may-quet', name: 'Máy quét', price: 790_000 };

describe('the cart of the demo', () => {
  it('adds up an article that is put in twice and drops it at zero', () => {
    const two = change(change(change([], printer, 1), scanner, 1), printer, 1);

    expect([countOf(two), totalOf(two)]).toEqual([3, 3_370_000]);
    expect(change(two, scanner, -1)).toEqual([{ ...printer, quantity: 2 }]);
  });

  it.each([undefined, 'nothing', '{}', '[1, {"sku": 2}]', 'null'])('reads a cart of %p as empty', (text) => {
    expect(readCart({ getItem: () => text ?? null, setItem: () => {} })).toEqual([]);
  });

  it('is the same after it was written, and survives a browser without storage', () => {
    const store = new Map<string, string>();
    const lines = change([], printer, 2);
    const device = { getItem: (key: string) => store.get(key) ?? null, setItem: (key: string, text: string) => void store.set(key, text) };

    writeCart(device, lines);

    expect(readCart(device)).toEqual(lines);
    writeCart(undefined, lines);
    expect(readCart(undefined)).toEqual([]);
  });
});
