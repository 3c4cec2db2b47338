import type { z } from 'zod';
import { type FieldFault, InvalidInputError } from '../../shared/platform/errors.ts';

/** Reads a query or a body. @throws InvalidInputError with one entry per fault; what is unknown is named */
export function read<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>, value: unknown = {}): z.infer<z.ZodObject<Shape>> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const message = `unknown; there are: ${Object.keys(schema.shape).join(', ')}`;
  const faults = parsed.error.issues.flatMap((issue): FieldFault[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((path) => ({ path, message }))
      : [{ path: issue.path.join('.'), message: issue.message }],
  );
  throw new InvalidInputError('The request cannot be answered as it stands.', faults);
}

/** Reads a version as an ETag names it, quoted or not; undefined where none is named. @throws InvalidInputError for anything else */
export function versionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined) return undefined;
  const digits = /^(?:W\/)?"?(\d{1,8})"?$/.exec(ifMatch.trim())?.[1];
  if (digits !== undefined) return Number(digits);
  throw new InvalidInputError('If-Match names no version.', [{ path: 'If-Match', message: 'send the ETag of what you read, such as "3"' }]);
}
