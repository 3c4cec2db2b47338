import { z } from 'zod';
import { Locale } from '../../shared/leads/index.ts';
import { type FieldFault, InvalidInputError } from '../../shared/platform/errors.ts';

/** For routes that take no query parameters. */
export const NoParameters = z.strictObject({});

/** Reads query parameters. @throws InvalidInputError with one entry per faulty parameter; an unknown one is named. */
export function readQuery<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  query: Readonly<Record<string, string | undefined>> = {},
): z.infer<z.ZodObject<Shape>> {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  const known = Object.keys(schema.shape);
  const faults = parsed.error.issues.flatMap((issue): FieldFault[] => {
    if (issue.code !== 'unrecognized_keys') return [{ path: issue.path.join('.'), message: issue.message }];
    const message = known.length === 0 ? 'this route takes no parameters' : `unknown parameter; there are: ${known.join(', ')}`;
    return issue.keys.map((path) => ({ path, message }));
  });
  throw new InvalidInputError('The query cannot be answered as it stands.', faults);
}

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
