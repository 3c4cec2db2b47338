import { z } from 'zod';
import { ConfigurationError } from './errors.ts';

/** Parses the variables a function needs, once, at its start; the error names what is missing. */
export function readEnvironment<Shape extends z.ZodRawShape>(
  shape: Shape,
  source: NodeJS.ProcessEnv = process.env,
): z.infer<z.ZodObject<Shape>> {
  const parsed = z.object(shape).safeParse(source);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new ConfigurationError(`environment variables missing or malformed: ${names}; deploy the stack again`);
}

export const text = z.string().min(1);
/** At least one text, a blank between them: secrets of which each is good. */
export const texts = text.transform((value): [string, ...string[]] => {
  const [first = value, ...others] = value.split(' ');
  return [first, ...others];
});
/** A rate above nothing. */
export const perSecond = z.coerce.number().positive();
/** A quota of at least one. */
export const perDay = z.coerce.number().int().positive();
