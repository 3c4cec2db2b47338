import type { ListSuppressed, SuppressedAddress } from '../../shared/platform/suppressed-addresses.ts';

/** SES keeps no address on its list. */
export const nobodySuppressed: ListSuppressed = async function* pages() {};

/** SES does not answer. */
export const unlisted =
  (error: Error): ListSuppressed =>
  () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }) });

/** SES' list in memory, read in pages of a size, and the spans that were asked for. */
export function memorySuppressed(addresses: readonly SuppressedAddress[], pageSize: number) {
  const asked: { readonly from: Date; readonly to: Date }[] = [];
  const listSuppressed: ListSuppressed = async function* pages(span) {
    asked.push(span);
    const found = addresses.filter(({ at }) => at >= span.from && at <= span.to);
    for (let begun = 0; begun < found.length; begun += pageSize) yield found.slice(begun, begun + pageSize);
  };
  return { listSuppressed, asked };
}
