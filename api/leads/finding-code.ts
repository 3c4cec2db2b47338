import { z } from 'zod';

/** What may be found of a record; lists ask by it, too. */
export const FindingCode = z.enum([
  'emailUnusable',
  'emailClosed',
  'emailNoServers',
  'emailServersSilent',
  'emailSlip',
  'emailDisposable',
  'emailRole',
  'phoneInvalid',
  'phoneRenumbered',
  'phoneNotMobile',
  'phoneShared',
  'nameUnreadable',
  'nameInPart',
  'answerUnfit',
  'missing',
]);
export type FindingCode = z.infer<typeof FindingCode>;
