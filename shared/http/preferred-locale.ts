import { Locale } from '../leads/index.ts';

/** The first language we speak of an Accept-Language header, by its weights. */
export function preferredLocale(header: string | undefined): Locale | null {
  const wanted = (header ?? '')
    .slice(0, 200)
    .split(',')
    .map((part, index) => {
      const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
      const quality = Number(parameters.find((one) => one.startsWith('q='))?.slice(2) ?? 1);
      return { locale: Locale.safeParse(tag.split('-')[0]).data, quality: Number.isFinite(quality) ? quality : 0, index };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality || a.index - b.index);
  return wanted.find(({ locale }) => locale !== undefined)?.locale ?? null;
}
